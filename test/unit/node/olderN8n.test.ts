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

	it.each([
		[true, 'continueErrorOutput', false],
		[true, 'continueRegularOutput', true],
		[false, 'continueErrorOutput', true],
		[false, 'continueRegularOutput', true],
	])('know an item of the error output by two keys alone (older: %p, %s)', async (isOlder, onError, expected) => {
		const { output, problem } = await load(isOlder);
		const withDetails = output.showsDetails({ getNode: () => ({ onError }) } as never);
		expect(withDetails).toBe(expected);
		const { json } = output.problemItem(new problem.InputProblem('Item 3: no name'), 2, withDetails);
		expect(json).toMatchObject({ error: 'Item 3: no name' });
		expect(Object.keys(json)).toEqual(expected ? ['error', 'message', 'details'] : ['error', 'message']);
		// n8n looks for two that say something.
		if (!expected) expect(json.message).toBeTruthy();
	});
});
