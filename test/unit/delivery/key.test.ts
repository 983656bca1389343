import * as fc from 'fast-check';
import { automaticKey, fingerprint, keyAsUuid, type KeyParts } from '../../../nodes/CreateProject/delivery/key';

const parts: KeyParts = { origin: '7', workflow: 'w', node: 'n', run: 0, item: 3, request: 'r' };

describe('idempotency keys', () => {
	it('are the same for the same item, and fit a header', () => {
		expect(automaticKey(parts)).toBe(automaticKey({ ...parts }));
		expect(automaticKey(parts)).toMatch(/^[\w-]{43}$/);
		expect(automaticKey(parts, 20)).toHaveLength(20);
	});

	it.each<[Partial<KeyParts>]>([[{ origin: '8' }], [{ workflow: 'v' }], [{ node: 'm' }], [{ run: 1 }], [{ item: 4 }], [{ request: 's' }]])(
		'differ when %j differs',
		(other) => {
			expect(automaticKey({ ...parts, ...other })).not.toBe(automaticKey(parts));
		},
	);

	it('do not run together at the seams of their parts', () => {
		expect(automaticKey({ ...parts, workflow: 'a', node: 'bc' })).not.toBe(automaticKey({ ...parts, workflow: 'ab', node: 'c' }));
	});

	it('become proper UUIDs where the client chooses the id', () => {
		fc.assert(
			fc.property(fc.string(), (key) => {
				expect(keyAsUuid(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
				expect(keyAsUuid(key)).toBe(keyAsUuid(key));
			}),
		);
	});
});

describe('fingerprint', () => {
	it('does not depend on the order in which a body was built', () => {
		expect(fingerprint('POST', 'u', { a: 1, b: { c: 2, d: 3 } })).toBe(fingerprint('POST', 'u', { b: { d: 3, c: 2 }, a: 1 }));
	});

	it.each([
		['PUT', 'u', { a: 1 }],
		['POST', 'v', { a: 1 }],
		['POST', 'u', { a: 2 }],
		['POST', 'u', undefined],
	])('differs for %s %s %j', (method, url, body) => {
		expect(fingerprint(method, url, body)).not.toBe(fingerprint('POST', 'u', { a: 1 }));
	});
});
