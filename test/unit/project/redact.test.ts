import fc from 'fast-check';
import type { Json } from '../../../nodes/CreateProject/services/service';
import { redactJson, redactText } from '../../../nodes/CreateProject/project/redact';
import { secretForms } from '../../../nodes/CreateProject/project/redact';

// The mask itself is no secret, nor is what is left of one around it.
const secret = fc.string({ unit: 'binary', minLength: 3, maxLength: 20 }).filter((text) => !text.includes('*'));

describe('redaction', () => {
	it('leaves no secret in any of its written forms in a text', () => {
		fc.assert(
			fc.property(
				fc.array(secret, { minLength: 1, maxLength: 3 }),
				fc.array(fc.string(), { minLength: 3, maxLength: 3 }),
				(secrets, [before, between, after]) => {
					const forms = secretForms(secrets);
					const text = forms.reduce((all, form) => `${all}${form}${between}`, before) + after;
					const redacted = redactText(text, forms);
					expect(forms.filter((form) => redacted.includes(form))).toEqual([]);
				},
			),
		);
	});

	it('covers what a request makes of a secret: query, form, path, JSON and Basic header', () => {
		fc.assert(
			fc.property(
				secret.filter((text) => text.isWellFormed()),
				(value) => {
					const forms = secretForms([value]);
					const url = new URL('https://api.example.com/x');
					url.searchParams.set('q', value);
					const texts = [
						url.href,
						`https://h/${encodeURIComponent(value)}`,
						JSON.stringify({ value }),
						`Basic ${Buffer.from(value).toString('base64')}`,
						new URLSearchParams({ f: value }).toString(),
					];
					expect(texts.filter((text) => !redactText(text, forms).includes('***'))).toEqual([]);
				},
			),
		);
	});

	it('leaves no secret in JSON, neither in keys nor in values', () => {
		fc.assert(
			fc.property(secret, fc.jsonValue(), fc.string(), (value, other, around) => {
				const forms = secretForms([value]);
				const planted = { [`${around}${value}`]: [other, { echo: `${around}${value}${around}` }], other } as Json;
				const walk = (node: Json): string[] =>
					typeof node === 'string'
						? [node]
						: typeof node === 'object' && node !== null
							? Object.entries(node).flatMap(([key, entry]) => [key, ...walk(entry)])
							: [];
				const texts = walk(redactJson(planted, forms));
				expect(forms.filter((form) => texts.some((text) => text.includes(form)))).toEqual([]);
			}),
		);
	});

	it('masks a secret of digits that comes back as a number', () => {
		expect(redactJson({ pin: 4711, n: 47110 }, secretForms(['4711']))).toEqual({ pin: '***', n: 47110 });
	});

	it('changes nothing else, and returns the same object then', () => {
		fc.assert(fc.property(fc.jsonValue(), (value) => expect(redactJson(value as Json, ['\u0000never\u0000'])).toBe(value)));
		expect(redactJson({ a: [1, 'xabcx', null, true] }, ['abc'])).toEqual({ a: [1, 'x***x', null, true] });
	});

	it('masks the longer of two secrets first', () => {
		expect(redactText('key=abcdef', secretForms(['abc', 'abcdef']))).toBe('key=***');
	});

	it('hides rather than shows what nests without end', () => {
		const deep = JSON.parse(`${'['.repeat(20_000)}"abc"${']'.repeat(20_000)}`) as Json;
		let current = redactJson(deep, ['abc']);
		while (Array.isArray(current)) [current] = current;
		expect(current).toBe('***');
	});
});
