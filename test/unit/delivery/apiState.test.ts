import { ApiState, ApiStates } from '../../../nodes/CreateProject/delivery/apiState';
import { seeded, VirtualTime } from '../../support/virtualTime';

const make = () => {
	const time = new VirtualTime();
	const tools = { now: time.now, monotonic: time.monotonic, sleep: time.sleep, random: seeded(1) };
	return { time, tools, state: new ApiState(tools) };
};

describe('the gate of a name', () => {
	it('lets requests for a name run together, and a search for it only alone', async () => {
		const {
			time,
			state: { names },
		} = make();
		const story: string[] = [];
		const visit = async (label: string, way: 'share' | 'own', name = 'Apollo'): Promise<void> => {
			const leave = await names[way](name);
			story.push(label);
			await time.sleep(10);
			story.push(`/${label}`);
			leave();
		};
		await time.run(async () => {
			await Promise.all([visit('a', 'share'), visit('b', 'share'), visit('search', 'own'), visit('c', 'share', 'Gemini')]);
		});
		expect(story.slice(0, 3)).toEqual(['a', 'b', 'c']);
		expect(story.indexOf('search')).toBeGreaterThan(story.indexOf('/b'));
	});

	it.each([
		['Apollo', ' apollo '],
		['Café', 'Cafe\u0301'],
	])('takes %p and %p for one name, as a lax search would', async (one, other) => {
		const {
			time,
			state: { names },
		} = make();
		const leave = await names.own(one);
		let isIn = false;
		void names.share(other).then(() => {
			isIn = true;
		});
		await time.run(() => time.sleep(5));
		expect(isIn).toBe(false);
		leave();
		await time.run(() => time.sleep(5));
		expect(isIn).toBe(true);
	});

	it('never locks up, however visits cross', async () => {
		const {
			time,
			state: { names },
		} = make();
		const random = seeded(7);
		let ended = 0;
		await time.run(async () => {
			await Promise.all(
				Array.from({ length: 300 }, async () => {
					await time.sleep(random() * 50);
					const leave = await names[random() < 0.3 ? 'own' : 'share'](`n${Math.floor(random() * 3)}`);
					await time.sleep(random() * 5);
					leave();
					ended++;
				}),
			);
		});
		expect(ended).toBe(300);
	});
});

describe('claims', () => {
	it('know what was reported, and forget the oldest of very many', () => {
		const { claims } = make().state;
		claims.add('');
		expect(claims.has('')).toBe(false);
		for (let id = 0; id <= 10_000; id++) claims.add(String(id));
		expect([claims.has('0'), claims.has('1'), claims.has('10000')]).toEqual([false, true, true]);
	});
});

describe('the states of a process', () => {
	it('are shared by key, and dropped only when idle', async () => {
		const { tools } = make();
		const states = new ApiStates();
		const busy = states.get('busy', tools);
		await busy.pace.enter();
		const idle = states.get('idle', tools);
		for (let index = 0; index < 250; index++) states.get(`other ${index}`, tools);
		expect(states.get('busy', tools)).toBe(busy);
		expect(states.get('idle', tools)).not.toBe(idle);
	});

	it('keep the most requests at once that the vendor allows', () => {
		const { tools } = make();
		expect(new ApiState(tools, { parallel: 1 }).pace.parallel).toBe(1);
	});
});
