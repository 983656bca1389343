import { Reach } from '../../../nodes/CreateProject/connection/reach';
import type { Exchange } from '../../../nodes/CreateProject/delivery/exchange';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';

const answer = (status: number): Exchange => ({ kind: 'answer', receivedAt: 0, answer: { status, headers: {}, text: '' } });
const fault: Exchange = {
	kind: 'fault',
	fault: { reason: 'dns', sent: 'no', permanent: false, message: 'The host name could not be found' },
};

describe('whether a host is there', () => {
	it.each([200, 302, 401, 404, 500])('is told by any answer, such as %i; its front page is asked, without a credential', async (status) => {
		const asked: OutgoingRequest[] = [];
		const fails = await new Reach(() => 0).faultAt('https://tool.example.com/sub/api/v2', async (request) => {
			asked.push(request);
			return answer(status);
		});
		expect([fails, asked]).toEqual([undefined, [{ method: 'GET', url: 'https://tool.example.com/', headers: {} }]]);
	});

	it('is asked once in ten minutes for all of its addresses, and again at once after a fault', async () => {
		let now = 0;
		let given: Exchange = fault;
		let times = 0;
		const reach = new Reach(() => now);
		const look = async (url = 'https://tool.example.com/api') =>
			(
				await reach.faultAt(url, async () => {
					times++;
					return given;
				})
			)?.reason;
		expect([await look(), await look(), times]).toEqual(['dns', 'dns', 2]);
		given = answer(200);
		expect([await look(), await look('https://tool.example.com/other'), times]).toEqual([undefined, undefined, 3]);
		await look('https://tool.example.com:8443/api');
		expect(times).toBe(4);
		now = 10 * 60_000;
		given = fault;
		expect([await look(), times]).toEqual(['dns', 5]);
	});
});
