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
			state: {
				host: { names },
			},
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
			state: {
				host: { names },
			},
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
			state: {
				host: { names },
			},
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

describe('the states of a process', () => {
	const BASE_URL = 'https://api.example.com/v1';

	it('are shared by address and credential, and one in use is never dropped', () => {
		const { tools } = make();
		const states = new ApiStates();
		const used = states.get(BASE_URL, 'used', tools);
		for (let index = 0; index < 1100; index++) states.get(BASE_URL, `other ${index}`, tools);
		expect(states.get(BASE_URL, 'used', tools)).toBe(used);
		expect(states.get(BASE_URL, 'other 1099', tools)).not.toBe(used);
	});

	it.each([
		['two keys of one account', BASE_URL, 'https://api.example.com/v1/', true],
		['two tenants under one host', BASE_URL, 'https://api.example.com/v2', false],
		['two hosts', BASE_URL, 'https://api.example.org/v1', false],
	])('know of the same projects or not: %s', (_title, one, other, isSame) => {
		const { tools } = make();
		const states = new ApiStates();
		expect(states.get(one, 'a', tools).host === states.get(other, 'b', tools).host).toBe(isSame);
		expect(states.get(one, 'a', tools)).not.toBe(states.get(other, 'b', tools));
	});

	it('keep the most requests at once that the vendor allows', () => {
		const { tools } = make();
		expect(new ApiState(tools, { parallel: 1 }).pace.parallel).toBe(1);
	});
});
