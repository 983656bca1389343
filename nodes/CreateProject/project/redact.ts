import type { Json } from '../services/service';
import { isObject } from './json';

export const MASK = '***';

/** No API nests this deep; a hostile one must not overflow the stack after a project was created. */
const DEEPEST = 200;

/**
 * Removes secrets from texts that leave the node: messages, logs, outputs, stored errors. APIs echo
 * what they were sent, so this runs over everything an API said.
 *
 * @param secrets longest first, in all their written forms (see `secretForms`).
 */
export function redactText(text: string, secrets: readonly string[]): string {
	let redacted = text;
	for (const secret of secrets) {
		if (redacted.includes(secret)) redacted = redacted.split(secret).join(MASK);
	}
	return redacted;
}

/** The same over every text of a JSON value, keys included. Returns the value itself where nothing had to change. */
export function redactJson(value: Json, secrets: readonly string[], depth = 0): Json {
	if (typeof value === 'string') return redactText(value, secrets);
	// A secret made of digits may come back as a number.
	if (typeof value === 'number') return secrets.includes(String(value)) ? MASK : value;
	if (depth > DEEPEST && typeof value === 'object' && value !== null) return MASK;
	if (Array.isArray(value)) {
		let changed = false;
		const entries = value.map((entry) => {
			const redacted = redactJson(entry, secrets, depth + 1);
			changed ||= redacted !== entry;
			return redacted;
		});
		return changed ? entries : value;
	}
	if (!isObject(value)) return value;
	let changed = false;
	const entries = Object.entries(value).map(([key, entry]): [string, Json] => {
		const redactedKey = redactText(key, secrets);
		const redacted = redactJson(entry, secrets, depth + 1);
		changed ||= redacted !== entry || redactedKey !== key;
		return [redactedKey, redacted];
	});
	return changed ? Object.fromEntries(entries) : value;
}
