import { sleep } from 'n8n-workflow';
import { Deadlines } from '../../../nodes/CreateProject/connection/deadline';

const TIME = 60;

describe('the watch over requests', () => {
	it('tells of each that is late, in the order of their leaving, and leaves alone what has landed', async () => {
		const deadlines = new Deadlines(TIME);
		const late: string[] = [];
		const depart = (name: string) => {
			const flight = deadlines.depart(() => {
				late.push(name);
				if (name === 'a') flight.stop.abort();
			});
			return flight;
		};
		const [a, b] = [depart('a'), depart('b')];
		await sleep(TIME / 2);
		const c = depart('c');
		b.land();
		await sleep(TIME / 2 + 20);
		expect(late).toEqual(['a']);
		expect([a, b, c].map(({ stop }) => stop.signal.aborted)).toEqual([true, false, false]);
		await sleep(TIME);
		expect(late).toEqual(['a', 'c']);
	});

	it('watches again after all have landed', async () => {
		const deadlines = new Deadlines(TIME);
		const late: string[] = [];
		deadlines.depart(() => late.push('a')).land();
		deadlines.depart(() => late.push('b'));
		await sleep(TIME + 30);
		expect(late).toEqual(['b']);
	});

	it('stops at once what leaves under a signal that fires, and nothing else', () => {
		const deadlines = new Deadlines(TIME);
		const [first, second] = [new AbortController(), new AbortController()];
		const flights = [deadlines.depart(() => {}, first.signal), deadlines.depart(() => {}, second.signal), deadlines.depart(() => {})];
		const reason = new Error('canceled');
		first.abort(reason);
		expect(flights.map(({ stop }) => stop.signal.aborted)).toEqual([true, false, false]);
		expect(flights[0].stop.signal.reason).toBe(reason);
		flights.forEach(({ land }) => land());
	});
});
