import type { LimitDefinition } from '../services/service';
import type { Tools } from './exchange';
import { Pace } from './pace';
import { comparable } from '../project/answered/name';
import { ServerClock } from './wait';

/**
 * Requests under way for one project name. A search after an unknown outcome must not run beside a
 * request that makes a project of the same name: both could claim what is found.
 */
class NameGate {
	private readonly gates = new Map<string, { sharers: number; isExclusive: boolean; waiting: Array<() => void> }>();

	/** Waits until no search for the name is under way. */
	async share(name: string): Promise<() => void> {
		return await this.pass(
			name,
			(gate) => !gate.isExclusive,
			(gate) => {
				gate.sharers++;
			},
			(gate) => {
				gate.sharers--;
			},
		);
	}

	/** Waits until the name is free of requests and searches. */
	async own(name: string): Promise<() => void> {
		return await this.pass(
			name,
			(gate) => !gate.isExclusive && gate.sharers === 0,
			(gate) => {
				gate.isExclusive = true;
			},
			(gate) => {
				gate.isExclusive = false;
			},
		);
	}

	private async pass(
		exactName: string,
		isFree: (gate: Gate) => boolean,
		take: (gate: Gate) => void,
		give: (gate: Gate) => void,
	): Promise<() => void> {
		// As the laxest search compares: names that differ in case alone can be found for each other.
		const name = comparable(exactName, true);
		const gate = this.gates.get(name) ?? { sharers: 0, isExclusive: false, waiting: [] };
		this.gates.set(name, gate);
		while (!isFree(gate))
			await new Promise<void>((resolve) => {
				gate.waiting.push(resolve);
			});
		take(gate);
		return () => {
			give(gate);
			const waiting = gate.waiting.splice(0);
			if (waiting.length === 0 && gate.sharers === 0 && !gate.isExclusive) this.gates.delete(name);
			for (const resume of waiting) resume();
		};
	}
}

type Gate = { sharers: number; isExclusive: boolean; waiting: Array<() => void> };

/** Ids this process has reported, oldest first out: what one execution made, another must not adopt. */
class Claims {
	/** By id, how many claims had been made with it. */
	private readonly ids = new Map<string, number>();
	private count = 0;

	constructor(private readonly most = 10_000) {}

	/** How many claims there have been: a point in time for {@link has}. */
	get made(): number {
		return this.count;
	}

	/** @param after only claims made after that many others */
	has(id: string, after = 0): boolean {
		return (this.ids.get(id) ?? 0) > after;
	}

	add(id: string): void {
		if (id === '') return;
		this.ids.set(id, ++this.count);
		if (this.ids.size > this.most) this.ids.delete(this.ids.keys().next().value!);
	}
}

/** All that requests to one API with one credential share, over all executions of the process. */
export class ApiState {
	readonly pace: Pace;
	readonly clock = new ServerClock();
	readonly names = new NameGate();
	readonly claims = new Claims();
	/** Bearer of a login exchange, kept in memory only. */
	session: Promise<string> | undefined;

	constructor(tools: Tools, limits?: LimitDefinition) {
		this.pace = new Pace(tools, { most: limits?.parallel, documented: limits?.requests === undefined ? [] : [limits.requests].flat() });
	}
}

/** Most APIs kept at once; idle ones go first. */
const MOST_STATES = 200;

/** The process's states by API and credential. */
export class ApiStates {
	private readonly states = new Map<string, ApiState>();

	/** @param key must not be a secret: host and a digest of the credential. */
	get(key: string, tools: Tools, limits?: LimitDefinition): ApiState {
		let state = this.states.get(key);
		if (!state) {
			if (this.states.size >= MOST_STATES) {
				for (const [other, { pace }] of this.states) if (pace.isIdle) this.states.delete(other);
			}
			state = new ApiState(tools, limits);
			this.states.set(key, state);
		}
		return state;
	}
}
