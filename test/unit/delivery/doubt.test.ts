import { Doubt, type AfterRefusal } from '../../../nodes/CreateProject/delivery/doubt';
import type { Verdict } from '../../../nodes/CreateProject/delivery/verdict';

type Event = 'maybeSent' | 'provenAbsent' | 'contradicted';
const refusal = (kind: 'refused' | 'duplicate', status?: number): Pick<Verdict, 'kind' | 'status'> => ({ kind, status });

describe('doubt', () => {
	it.each<[events: Event[], answer: Pick<Verdict, 'kind' | 'status'>, after: AfterRefusal, mayFail: boolean]>([
		// Nothing was in doubt.
		[[], refusal('refused', 400), 'final', true],
		[[], refusal('refused', 401), 'final', true],
		[[], refusal('refused'), 'final', true],
		[[], refusal('duplicate', 409), 'lookOnce', true],
		[['contradicted'], refusal('refused', 400), 'final', true],
		// An attempt is open.
		[['maybeSent'], refusal('refused', 401), 'look', false],
		[['maybeSent'], refusal('refused', 422), 'look', false],
		[['maybeSent'], refusal('duplicate', 409), 'look', false],
		// It was proven that nothing came of it: a "taken", in whatever words, may still speak of it.
		[['maybeSent', 'provenAbsent'], refusal('refused', 400), 'look', true],
		[['maybeSent', 'provenAbsent'], refusal('refused', 409), 'look', true],
		[['maybeSent', 'provenAbsent'], refusal('refused', 422), 'look', true],
		[['maybeSent', 'provenAbsent'], refusal('duplicate', 409), 'look', true],
		[['maybeSent', 'provenAbsent'], refusal('refused', 401), 'final', true],
		[['maybeSent', 'provenAbsent'], refusal('refused', 404), 'final', true],
		// The proof was worth nothing, or another attempt is open.
		[['maybeSent', 'provenAbsent', 'contradicted'], refusal('refused', 401), 'look', false],
		[['maybeSent', 'provenAbsent', 'maybeSent'], refusal('refused', 401), 'look', false],
		[['maybeSent', 'provenAbsent', 'maybeSent', 'provenAbsent'], refusal('refused', 401), 'final', true],
	])('after %j, %j calls for "%s"; "failed" may be said: %s', (events, answer, after, mayFail) => {
		const doubt = new Doubt();
		for (const event of events) doubt[event]();
		expect([doubt.after(answer), !doubt.isOpen]).toEqual([after, mayFail]);
	});

	it('remembers that there was some, and what was proven', () => {
		const doubt = new Doubt();
		expect([doubt.wasEver, doubt.isProvenAbsent]).toEqual([false, false]);
		doubt.maybeSent();
		doubt.provenAbsent();
		expect([doubt.wasEver, doubt.isProvenAbsent]).toEqual([true, true]);
		doubt.contradicted();
		expect(doubt.isProvenAbsent).toBe(false);
	});
});
