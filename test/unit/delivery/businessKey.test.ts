import { nextStep, type KeyState, type KeyStep } from '../../../nodes/CreateProject/delivery/businessKey';

/**
 * A model of up to three workers that work on one business key, each driven by the protocol itself. Every order of their steps is tried,
 * with a crash after any of them: reading the log and writing it back are two steps, a request is stored after it has left, and may be
 * stored after its worker has died. A claim is one step, and is free again when its worker has ended, or has died and nothing of it is
 * under way any more (its lease is longer than any request).
 */

interface Rules {
	workers: number;
	hasClaim?: boolean;
	/** A search for the key finds its project. */
	hasMark?: boolean;
	/** A search for the name does. Neither: nothing can tell. */
	hasSearch?: boolean;
	/** The API may refuse a request. */
	refuses?: boolean;
	/** Somebody writes another key into the log meanwhile, and may lose ours. */
	hasNoise?: boolean;
	/** What is taken out of the protocol. */
	without?: 'claim' | 'log' | 'look';
}

interface Worker {
	state: KeyState;
	/** Between two steps, between reading the log and writing it, while a request is under way, or over. */
	at: 'idle' | 'writing' | 'sending' | 'done' | 'dead';
	/** The log as it was read. */
	row?: string;
	end?: KeyStep;
}

interface World {
	/** Keys in the log: ours is K. */
	row: string;
	projects: number;
	/** Requests of dead workers that are still under way. */
	flying: number;
	claim: { owner?: number; isKnown: boolean };
	workers: Worker[];
	noise: 'idle' | 'writing' | 'done';
	noiseRow: string;
}

const ENDS: KeyStep[] = ['existing', 'created', 'failed', 'unknown', 'busy'];
const withKey = (row: string, key: string): string => (row.includes(key) ? row : [...row, key].sort().join(''));
const withoutKey = (row: string, key: string): string => row.replace(key, '');

/** The protocol, or what is left of it. */
function stepOf(state: KeyState, { without }: Rules): KeyStep {
	const cut: KeyState =
		without === 'claim'
			? { ...state, hasClaim: false }
			: without === 'log'
				? { ...state, log: 'new' }
				: without === 'look'
					? { ...state, look: state.look ?? 'absent' }
					: state;
	return nextStep(cut);
}

/** The worlds that one step of a worker leads to. */
function moves(world: World, index: number, rules: Rules): World[] {
	const worker = world.workers[index];
	const to = (change: Partial<Worker>, more: Partial<World> = {}): World => ({
		...world,
		...more,
		workers: world.workers.map((one, at) => (at === index ? { ...one, ...change } : one)),
	});
	const knowing = (state: Partial<KeyState>, more?: Partial<World>): World =>
		to({ at: 'idle', row: undefined, state: { ...worker.state, ...state } }, more);
	const step = stepOf(worker.state, rules);
	if (ENDS.includes(step)) {
		const isOwner = world.claim.owner === index;
		return [to({ at: 'done', end: step }, isOwner ? { claim: { isKnown: world.claim.isKnown } } : {})];
	}
	switch (step) {
		case 'claim':
			return world.claim.owner === undefined
				? [knowing({ claim: 'won', log: world.claim.isKnown ? 'before' : 'new' }, { claim: { owner: index, isKnown: true } })]
				: [knowing({ claim: 'lost' })];
		case 'record':
			if (worker.at === 'idle') return [to({ at: 'writing', row: world.row })];
			return [knowing({ log: worker.row!.includes('K') ? 'before' : 'new' }, { row: withKey(worker.row!, 'K') })];
		case 'look': {
			// A key that may have been sent is looked for until nothing can come any more of a worker that died.
			if (worker.state.log === 'before' && world.flying > 0) return [];
			if (!rules.hasMark && !rules.hasSearch) return [knowing({ look: 'open' })];
			return [knowing({ look: world.projects > 0 ? 'found' : 'absent' })];
		}
		case 'send': {
			if (worker.at === 'idle') return [to({ at: 'sending' }, worker.state.log === 'before' ? { row: withKey(world.row, 'K') } : {})];
			const stored = { projects: world.projects + 1 };
			return [
				knowing({ sent: 'made' }, stored),
				knowing({ sent: 'open' }, stored),
				knowing({ sent: 'open' }),
				...(rules.refuses ? [knowing({ sent: 'refused' })] : []),
			];
		}
		case 'forget':
			if (worker.state.hasClaim && rules.without !== 'claim')
				return [knowing({ isForgotten: true }, { claim: { ...world.claim, isKnown: false } })];
			if (worker.at === 'idle') return [to({ at: 'writing', row: world.row })];
			return [knowing({ isForgotten: true }, { row: withoutKey(worker.row!, 'K') })];
	}
	return [];
}

function next(world: World, rules: Rules): World[] {
	const worlds: World[] = [];
	world.workers.forEach((worker, index) => {
		if (worker.at === 'done' || worker.at === 'dead') return;
		worlds.push(...moves(world, index, rules));
		const workers = world.workers.map((one, at) => (at === index ? { ...one, at: 'dead' as const } : one));
		worlds.push({ ...world, workers, flying: world.flying + (worker.at === 'sending' ? 1 : 0) });
	});
	if (world.flying > 0) {
		worlds.push({ ...world, flying: world.flying - 1, projects: world.projects + 1 }, { ...world, flying: world.flying - 1 });
	}
	const { owner } = world.claim;
	if (owner !== undefined && world.workers[owner].at === 'dead' && world.flying === 0)
		worlds.push({ ...world, claim: { isKnown: world.claim.isKnown } });
	if (rules.hasNoise && world.noise === 'idle') worlds.push({ ...world, noise: 'writing', noiseRow: world.row });
	if (world.noise === 'writing') worlds.push({ ...world, noise: 'done', noiseRow: '', row: withKey(world.noiseRow, 'L') });
	return worlds;
}

const newWorker = ({ hasClaim = false, hasMark = false }: Rules): Worker => ({ at: 'idle', state: { hasClaim, hasMark } });

/** What the next run makes of a world in which all is over; each of its requests works. */
function nextRun(world: World, rules: Rules): { end?: KeyStep; projects: number } {
	let after: World = { ...world, workers: [newWorker(rules)], claim: { isKnown: world.claim.isKnown }, noise: 'done' };
	while (after.workers[0].at !== 'done') after = moves(after, 0, rules)[0];
	return { end: after.workers[0].end, projects: after.projects };
}

/** Equal for worlds that differ in the order of the workers alone. */
const printOf = ({ workers, claim, ...world }: World): string =>
	JSON.stringify([workers.map((worker, index) => JSON.stringify([worker, claim.owner === index])).sort(), claim.isKnown, world]);

/** What can go wrong in some order; each of them once, and how many worlds there are. */
function explore(rules: Rules): { worlds: number; faults: string[] } {
	const first: World = {
		row: '',
		projects: 0,
		flying: 0,
		claim: { isKnown: false },
		workers: Array.from({ length: rules.workers }, () => newWorker(rules)),
		noise: 'idle',
		noiseRow: '',
	};
	const faults = new Set<string>();
	const seen = new Set([printOf(first)]);
	const open = [first];
	for (let world = open.pop(); world; world = open.pop()) {
		const sending = world.workers.filter(({ at }) => at === 'sending').length + world.flying;
		if (sending > 1) faults.add('two senders at once');
		if (world.projects > 1) faults.add('two projects');
		const isOver = world.flying === 0 && world.workers.every(({ at }) => at === 'done' || at === 'dead');
		if (isOver && world.projects > 0) {
			const { end, projects } = nextRun(world, rules);
			if (projects > world.projects) faults.add('one more by the next run');
			else if (end !== 'existing' && end !== 'unknown') faults.add(`not named by the next run: ${end}`);
		}
		for (const one of next(world, rules)) {
			const print = printOf(one);
			if (seen.has(print)) continue;
			seen.add(print);
			open.push(one);
		}
	}
	return { worlds: seen.size, faults: [...faults].sort() };
}

const LONG = 120_000;

describe('with a claim over workers', () => {
	it.each<[string, Omit<Rules, 'hasClaim'>]>([
		['two workers, nothing to look for', { workers: 2, refuses: true, hasNoise: true }],
		['two workers, a search by name', { workers: 2, hasSearch: true, refuses: true, hasNoise: true }],
		['three workers, a mark', { workers: 3, hasMark: true, refuses: true }],
		['three workers, nothing to look for', { workers: 3, refuses: true }],
	])(
		'there are never two senders at once, and never two projects: %s',
		(_title, rules) => {
			const { worlds, faults } = explore({ ...rules, hasClaim: true });
			expect(faults).toEqual([]);
			expect(worlds).toBeGreaterThan(100);
		},
		LONG,
	);
});

describe('without a claim', () => {
	it.each<[string, Rules]>([
		['two workers, a mark, and a log that loses entries', { workers: 2, hasMark: true, refuses: true, hasNoise: true }],
		['three workers, a mark', { workers: 3, hasMark: true }],
		['two workers, a search by name', { workers: 2, hasSearch: true }],
		['three workers, nothing to look for', { workers: 3 }],
		['one worker, nothing to look for, refusals', { workers: 1, refuses: true }],
	])(
		'what was made is always found or named by the next run: %s',
		(_title, rules) => {
			const { faults } = explore(rules);
			expect(faults.filter((fault) => fault.includes('next run'))).toEqual([]);
		},
		LONG,
	);

	it('one worker at a time makes one project', () => {
		expect(explore({ workers: 1, hasSearch: true, refuses: true }).faults).toEqual([]);
	});
});

describe('what is taken out shows', () => {
	it.each<[string, Rules, string]>([
		['the claim', { workers: 2, hasClaim: true, hasSearch: true, without: 'claim' }, 'two senders at once'],
		['the log', { workers: 1, hasSearch: true, without: 'log' }, 'one more by the next run'],
		['the look before the create', { workers: 1, hasMark: true, without: 'look' }, 'one more by the next run'],
		['the look before the create, with a claim', { workers: 2, hasClaim: true, hasMark: true, without: 'look' }, 'two projects'],
	])('%s', (_title, rules, fault) => {
		expect(explore(rules).faults).toContain(fault);
	});
});

describe('the limits of a log, which the docs name', () => {
	it.each<[string, Rules]>([
		['an entry that another worker overwrites', { workers: 1, hasSearch: true, hasNoise: true }],
		['an entry that a second worker takes out, whose own request was refused', { workers: 2, hasSearch: true, refuses: true }],
	])('%s: the next run can send again, where no mark shows the project', (_title, rules) => {
		expect(explore(rules).faults).toContain('one more by the next run');
		const marked = explore({ ...rules, hasMark: true }).faults;
		expect(marked.filter((fault) => fault.includes('next run'))).toEqual([]);
		expect(explore({ ...rules, hasClaim: true }).faults).toEqual([]);
	});
});

describe('the next step', () => {
	const known: KeyState = { hasClaim: false, hasMark: false };
	it.each<[Partial<KeyState>, KeyStep]>([
		[{}, 'record'],
		[{ hasClaim: true }, 'claim'],
		[{ hasClaim: true, claim: 'lost' }, 'busy'],
		[{ log: 'new' }, 'send'],
		[{ log: 'new', hasMark: true }, 'look'],
		[{ log: 'before' }, 'look'],
		[{ log: 'before', look: 'found' }, 'existing'],
		[{ log: 'before', look: 'absent' }, 'send'],
		[{ log: 'before', look: 'open' }, 'unknown'],
		[{ log: 'before', look: 'open', isHonoured: true }, 'send'],
		[{ log: 'new', hasMark: true, look: 'open' }, 'send'],
		[{ log: 'new', sent: 'made' }, 'created'],
		[{ log: 'new', sent: 'open' }, 'unknown'],
		[{ log: 'new', sent: 'refused' }, 'forget'],
		[{ log: 'new', sent: 'refused', isForgotten: true }, 'failed'],
		[{ log: 'before', look: 'absent', sent: 'refused' }, 'forget'],
		[{ log: 'before', look: 'open', isHonoured: true, sent: 'refused' }, 'failed'],
	])('of %j is %s', (state, step) => {
		expect(nextStep({ ...known, ...state })).toBe(step);
	});
});
