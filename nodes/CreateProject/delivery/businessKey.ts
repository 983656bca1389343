/**
 * The protocol of a business key: what is done next for an item, given what is known of its key. Pure, so that a model can try every order
 * in which several workers and their crashes meet; the delivery does what it says.
 */

/** What is known of the key of one item in this run. What was not asked yet is left out. */
export interface KeyState {
	/** Workers share a claim, so that one of them alone goes on. */
	hasClaim: boolean;
	/** A project shows its key, so that a search for the key alone can find it. */
	hasMark: boolean;
	/** The API answers a repeated key with the first result, as long as it remembers it. */
	isHonoured?: boolean;
	claim?: 'won' | 'lost';
	/** `new`: the log knew nothing of the key until now. `before`: a request with it may have been sent. */
	log?: 'new' | 'before';
	/** What the look for the key's project has shown. `open`: neither that it is there nor that it is not. */
	look?: 'found' | 'absent' | 'open';
	/** How the create ended. `open`: it may have made the project. */
	sent?: 'made' | 'refused' | 'open';
	/** The log was told that the key is not in use any more. */
	isForgotten?: boolean;
}

export type KeyStep =
	| 'claim'
	| 'record'
	/** For the project, by its mark; and if a request may have been sent, by its name as well, patiently. */
	| 'look'
	/** Notes the key once more: another worker, whose request made nothing, may have taken it out of the log meanwhile. */
	| 'send'
	| 'forget'
	/** The project that was there before. */
	| 'existing'
	| 'created'
	/** Certainly not created. */
	| 'failed'
	| 'unknown'
	/** Another worker is at it; nothing was sent. */
	| 'busy';

/** The next step for the item; the last five are its end. */
export function nextStep({ hasClaim, hasMark, isHonoured, claim, log, look, sent, isForgotten }: KeyState): KeyStep {
	if (hasClaim && claim === undefined) return 'claim';
	if (claim === 'lost') return 'busy';
	if (log === undefined) return 'record';
	if (sent === 'made') return 'created';
	if (sent === 'open') return 'unknown';
	// What an earlier request may have made is not undone by a refusal of this one.
	if (sent === 'refused') return isForgotten || (log === 'before' && look !== 'absent') ? 'failed' : 'forget';
	if (look === undefined && (log === 'before' || hasMark)) return 'look';
	if (look === 'found') return 'existing';
	// Whoever may have sent it: without a proof it is not sent again.
	if (look === 'open' && log === 'before' && !isHonoured) return 'unknown';
	return 'send';
}
