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

/** Every form in which a secret may turn up in a text: as it is, encoded for a URL, inside a Basic header. */
export function secretForms(values: Iterable<unknown>): string[] {
	const forms = new Set<string>();
	for (const value of values) {
		if (typeof value !== 'string' || value.length < 3) continue;
		forms.add(value);
		try {
			forms.add(encodeURIComponent(value));
		} catch {
			// Half a surrogate pair has no encoded form.
		}
		// As URLSearchParams writes it in a query or a form: `+` for a space, `%21` for `!`.
		forms.add(new URLSearchParams({ '': value }).toString().slice(1));
		forms.add(JSON.stringify(value).slice(1, -1));
		forms.add(Buffer.from(value, 'utf8').toString('base64'));
	}
	return [...forms].sort((a, b) => b.length - a.length);
}

/** A token that came to light later joins the secrets: in all its forms and the longest first, as `redactText` wants them. */
export function addSecret({ secrets }: { secrets: string[] }, value: string): void {
	if (!secrets.includes(value)) secrets.splice(0, Infinity, ...[...secrets, ...secretForms([value])].sort((a, b) => b.length - a.length));
}
