/** n8n before 2.34, as its workflow package shows itself: without what came later, with what went. */
function older(): typeof import('n8n-workflow') {
	const { getCredentialActivationParameters, findDisallowedChatToolExpressions, ...rest } =
		jest.requireActual<Record<string, unknown>>('n8n-workflow');
	void getCredentialActivationParameters;
	void findDisallowedChatToolExpressions;
	return { ...rest, sleepWithAbort: 'sleepWithAbort' } as never;
}

const load = async (isOlder: boolean) => {
	jest.resetModules();
	jest.doMock('n8n-workflow', isOlder ? older : () => jest.requireActual('n8n-workflow'));
	return {
		version: await import('../../../nodes/CreateProject/connection/n8nVersion'),
		output: await import('../../../nodes/CreateProject/node/output'),
		problem: await import('../../../nodes/CreateProject/project/problem'),
	};
};

describe('older lines of n8n', () => {
	afterAll(() => jest.dontMock('n8n-workflow'));

	it('are told by what their workflow package has', async () => {
		expect((await load(false)).version).toMatchObject({ isBefore234: false, hearsConditions: true });
		expect((await load(true)).version).toMatchObject({ isBefore234: true, hearsConditions: false, sleep: 'sleepWithAbort' });
	});

	it('get a failed item for the error output with an error beside its three keys, newer ones without', async () => {
		for (const isOlder of [true, false]) {
			const { output, problem } = await load(isOlder);
			const item = output.problemItem(new problem.InputProblem('Item 3: no name', 'Give it one'), 2);
			expect(item).toEqual({
				json: { error: 'Item 3: no name', message: 'Give it one', details: { outcome: 'failed', reason: 'input', attempts: 0 } },
				pairedItem: { item: 2 },
				...(isOlder ? { error: { message: 'Item 3: no name' } } : {}),
			});
		}
	});
});
