import type { IExecuteFunctions } from 'n8n-workflow';
import { isUnsavedRetry } from '../../../nodes/CreateProject/node/retry';

const NODE = 'Create Project';
const items = [[{ json: { name: 'Apollo' } }]];
const ran = { startTime: 1, executionTime: 5, executionStatus: 'success', source: [null], data: { main: items } };
/** As n8n's recovery writes them after a crash. */
const madeUp = { ...ran, data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] } };
const crashed = { startTime: 1, executionTime: 0, executionStatus: 'crashed', source: [null], error: { message: 'crashed' } };

interface Saved {
	mode?: string;
	runData: Record<string, unknown[]>;
	/** Name of the node on top of the stack. */
	top: string;
	contextData?: Record<string, unknown>;
}

const asked = async ({ mode = 'retry', runData, top, contextData = {} }: Saved): Promise<boolean> => {
	const context = {
		getMode: () => mode,
		getNode: () => ({ name: NODE }),
		getExecutionId: () => '2',
		getExecuteData: () => ({ node: { name: NODE } }),
		getExecutionDataById: async () => ({
			resultData: { runData },
			executionData: { nodeExecutionStack: [{ node: { name: top } }], contextData },
		}),
	};
	return await isUnsavedRetry(context as unknown as IExecuteFunctions, {}, 0);
};

describe('a retry that knows nothing of what was done', () => {
	it.each<[string, Saved, boolean]>([
		['no retry at all', { mode: 'webhook', runData: {}, top: 'Webhook' }, false],
		['a crash of which nothing was saved', { runData: {}, top: 'Webhook' }, true],
		[
			'a crash after which n8n made entries of its event log',
			{ runData: { Webhook: [madeUp], Code: [madeUp], [NODE]: [crashed] }, top: 'Webhook' },
			true,
		],
		['the same, when the last entry was taken away for the retry', { runData: { Webhook: [madeUp], [NODE]: [] }, top: 'Webhook' }, true],
		['a crash with saved progress, in our node', { runData: { Webhook: [ran], Code: [ran], [NODE]: [] }, top: NODE }, true],
		['an earlier node had failed', { runData: { Webhook: [ran] }, top: 'Code' }, false],
		['another branch was under way', { runData: { Webhook: [ran], Code: [ran] }, top: 'Code 2' }, false],
	])('%s', async (_title, saved, expected) => {
		expect(await asked(saved)).toBe(expected);
	});
});
