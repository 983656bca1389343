import { endOf, type Outcome } from '../delivery/outcome';
import type { BlindRetry } from '../delivery/run';

/** How the items of a run ended. */
export interface Counts {
	created: number;
	/** Found or updated. */
	existing: number;
	failed: number;
	unknown: number;
	notAttempted: number;
	/** The execution was stopped: n8n keeps nothing of what it did. */
	isStopped: boolean;
}

export function countEnds(outcomes: readonly Outcome[], isStopped: boolean): Counts {
	const counts: Counts = { created: 0, existing: 0, failed: 0, unknown: 0, notAttempted: 0, isStopped };
	for (const outcome of outcomes) {
		if (outcome.kind === 'done') counts[outcome.outcome === 'created' ? 'created' : 'existing']++;
		else counts[endOf(outcome) as Exclude<Outcome['kind'], 'done'>]++;
	}
	return counts;
}

/** What a person must know beside the one item whose message ends the run: what became of all the others. */
export function summarize({ created, existing, failed, unknown, notAttempted, isStopped }: Counts): string {
	const done = created + existing;
	const items = done + failed + unknown + notAttempted;
	if (items < 2) return '';
	const rest = [
		failed === 0 ? '' : `${failed} failed`,
		unknown === 0 ? '' : `${unknown} ${unknown === 1 ? 'is' : 'are'} unknown`,
		notAttempted === 0 ? '' : `${notAttempted} ${notAttempted === 1 ? 'was' : 'were'} not attempted`,
	]
		.filter((part) => part !== '')
		.join(', ');
	if (done === 0)
		return unknown === 0
			? `No project was created: of ${items} items, ${rest}.`
			: `Of ${items} items, none is known to be created: ${rest}.`;
	const are = `${done} ${done === 1 ? 'is' : 'are'} ${existing === 0 ? 'created' : 'done'}`;
	if (isStopped)
		return (
			`Of ${items} items, ${are}; ${rest}. n8n does not remember what a stopped execution did: a retry looks for each ` +
			`project before it sends anything.`
		);
	return (
		`Of ${items} items, ${are} and remembered: a retry of this execution does not ${existing === 0 ? 'create' : 'send'} ` +
		`${done === 1 ? 'it' : 'them'} again; ${rest}.`
	);
}

/** A hint for the output pane; empty when nothing was done that a person should know of. */
export function retryHint({ looked, open, keyed, trusted }: BlindRetry): string {
	const parts = [
		looked === 0 ? '' : `${counted(looked, 'was', 'were')} looked for before anything was sent`,
		open === 0
			? ''
			: `${counted(open, 'was', 'were')} not sent again, because it could not be told whether ${open === 1 ? 'it is' : 'they are'} there`,
		keyed === 0
			? ''
			: `${counted(keyed, 'was', 'were')} sent with ${keyed === 1 ? 'its' : 'their'} own idempotency key, by which the API knows a repeat`,
		trusted === 0 ? '' : `${counted(trusted, 'was', 'were')} sent without a look, as 'On Retry Without Memory' says`,
	].filter((part) => part !== '');
	return parts.length === 0 ? '' : `This is a retry of an execution that left no memory, e.g. after a crash: ${parts.join('; ')}`;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? `project ${one}` : `projects ${many}`}`;

/** A hint for the output pane; empty when every request of a re-run looks as it did. */
export const changedHint = (count: number): string =>
	count === 0
		? ''
		: (count === 1 ? 'The request of 1 item that is done has' : `The requests of ${count} items that are done have`) +
			' changed since; nothing ' +
			'was sent for them again. To send them with what they say now, start a new execution';
