import { comparable } from '../project/answered/name';

interface Room {
	sharers: number;
	isExclusive: boolean;
	/** Everybody inside or on the way in: a room with one is not taken down. */
	participants: number;
	waiting: Array<() => void>;
}

/**
 * Requests under way for one project name. A search after an unknown outcome must not run beside a
 * request that makes a project of the same name: both could claim what is found.
 */
export class NameGate {
	private readonly rooms = new Map<string, Room>();

	/** Waits until no search for the name is under way. @returns what is called on leaving */
	async share(name: string): Promise<() => void> {
		return await this.pass(
			name,
			(room) => !room.isExclusive,
			(room, by) => (room.sharers += by),
		);
	}

	/** Waits until the name is free of requests and searches. @returns what is called on leaving */
	async own(name: string): Promise<() => void> {
		return await this.pass(
			name,
			(room) => !room.isExclusive && room.sharers === 0,
			(room, by) => (room.isExclusive = by > 0),
		);
	}

	private async pass(exactName: string, isFree: (room: Room) => boolean, count: (room: Room, by: 1 | -1) => unknown): Promise<() => void> {
		// As the laxest search compares: names that differ in case alone can be found for each other.
		const name = comparable(exactName, true);
		const room = this.rooms.get(name) ?? { sharers: 0, isExclusive: false, participants: 0, waiting: [] };
		this.rooms.set(name, room);
		room.participants++;
		while (!isFree(room)) await new Promise<void>((resolve) => room.waiting.push(resolve));
		count(room, 1);
		return () => {
			count(room, -1);
			room.participants--;
			if (room.participants === 0) this.rooms.delete(name);
			for (const resume of room.waiting.splice(0)) resume();
		};
	}
}

/** Turns by key, in the order of asking: who has the turn is alone until it is given back. */
export class TurnGate {
	private readonly lines = new Map<string, Array<() => void>>();

	/**
	 * Waits for the turn.
	 * @returns what gives it back; `undefined` when the execution was stopped before it came.
	 */
	async take(key: string, signal?: AbortSignal): Promise<(() => void) | undefined> {
		if (signal?.aborted) return undefined;
		const line = this.lines.get(key);
		if (line) {
			const isOurs = await new Promise<boolean>((resolve) => {
				const come = (): void => {
					signal?.removeEventListener('abort', leave);
					resolve(true);
				};
				const leave = (): void => {
					line.splice(line.indexOf(come), 1);
					resolve(false);
				};
				line.push(come);
				signal?.addEventListener('abort', leave, { once: true });
			});
			if (!isOurs) return undefined;
		} else this.lines.set(key, []);
		let isOver = false;
		return () => {
			if (isOver) return;
			isOver = true;
			const next = this.lines.get(key)!.shift();
			if (next) next();
			else this.lines.delete(key);
		};
	}
}
