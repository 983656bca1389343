import type { BlindRetry } from '../../../nodes/CreateProject/delivery/run';
import { changedHint, countEnds, retryHint, summarize, type Counts } from '../../../nodes/CreateProject/node/summary';
import { canceled, done, failed, unknown } from '../delivery/outcomes';
import { notAttempted } from '../../../nodes/CreateProject/delivery/batch';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';

const NONE: Counts = { created: 0, existing: 0, failed: 0, unknown: 0, notAttempted: 0, isStopped: false };

describe('summarize', () => {
	it.each<[string, Partial<Counts>, string]>([
		['one item', { failed: 1 }, ''],
		[
			'ends of every kind',
			{ created: 180, failed: 1, unknown: 2, notAttempted: 17 },
			'Of 200 items, 180 are created and remembered: a retry of this execution does not create them again; 1 failed, 2 are ' +
				'unknown, 17 were not attempted.',
		],
		[
			'one of two',
			{ created: 1, failed: 1 },
			'Of 2 items, 1 is created and remembered: a retry of this execution does not create it again; 1 failed.',
		],
		[
			'one of each',
			{ created: 1, unknown: 1, notAttempted: 1 },
			'Of 3 items, 1 is created and remembered: a retry of this execution does not create it again; 1 is unknown, 1 was not attempted.',
		],
		['none', { failed: 1, notAttempted: 199 }, 'No project was created: of 200 items, 1 failed, 199 were not attempted.'],
		['none for certain', { failed: 1, unknown: 2 }, 'Of 3 items, none is known to be created: 1 failed, 2 are unknown.'],
		[
			'some that were there before',
			{ created: 2, existing: 3, failed: 2 },
			'Of 7 items, 5 are done and remembered: a retry of this execution does not send them again; 2 failed.',
		],
		[
			'one that was there before',
			{ existing: 1, failed: 1 },
			'Of 2 items, 1 is done and remembered: a retry of this execution does not send it again; 1 failed.',
		],
		[
			'a stopped execution',
			{ created: 1, unknown: 1, notAttempted: 8, isStopped: true },
			'Of 10 items, 1 is created; 1 is unknown, 8 were not attempted. n8n does not remember what a stopped execution did: a ' +
				'retry looks for each project before it sends anything.',
		],
		[
			'an execution that was stopped early',
			{ notAttempted: 3, isStopped: true },
			'No project was created: of 3 items, 3 were not attempted.',
		],
	])('%s', (_title, counts, text) => {
		expect(summarize({ ...NONE, ...counts })).toBe(text);
	});
});

describe('retryHint', () => {
	const BEGIN = 'This is a retry of an execution that left no memory, e.g. after a crash: ';
	it.each<[Partial<BlindRetry>, string]>([
		[{}, ''],
		[{ looked: 1 }, `${BEGIN}1 project was looked for before anything was sent`],
		[
			{ looked: 2, open: 1 },
			`${BEGIN}2 projects were looked for before anything was sent; 1 project was not sent again, because it could not be told ` +
				`whether it is there`,
		],
		[{ open: 2 }, `${BEGIN}2 projects were not sent again, because it could not be told whether they are there`],
		[{ keyed: 1 }, `${BEGIN}1 project was sent with its own idempotency key, by which the API knows a repeat`],
		[{ keyed: 3 }, `${BEGIN}3 projects were sent with their own idempotency key, by which the API knows a repeat`],
		[{ trusted: 3 }, `${BEGIN}3 projects were sent without a look, as 'On Retry Without Memory' says`],
	])('of %j', (done, text) => {
		expect(retryHint({ looked: 0, open: 0, keyed: 0, trusted: 0, ...done })).toBe(text);
	});
});

it('countEnds tells what was made from what was there', () => {
	const there = { ...done('8'), outcome: 'existing' } as Outcome;
	expect(countEnds([done('7'), there, failed(), unknown(), notAttempted(canceled), notAttempted(canceled)], true)).toEqual({
		created: 1,
		existing: 1,
		failed: 1,
		unknown: 1,
		notAttempted: 2,
		isStopped: true,
	});
});

describe('changedHint', () => {
	it.each([
		[0, /^$/],
		[1, /^The request of 1 item that is done has changed since; nothing was sent for them again/],
		[3, /^The requests of 3 items that are done have changed since; nothing was sent for them again/],
	])('says of %i items that nothing was sent again', (count, words) => {
		expect(changedHint(count)).toMatch(words);
	});
});
