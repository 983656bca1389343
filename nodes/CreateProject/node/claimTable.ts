import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, INodeParameters, IWorkflowBase } from 'n8n-workflow';
import { passOn } from '../project/problem';
import { FREE, type ClaimRow, type ClaimSwap, type ClaimTable } from '../delivery/keyClaims';

/** The data table that holds the claims; made when it is first needed. */
export const TABLE = 'create_project_keys';

const START = 'Start';

/**
 * A data table of n8n as a table of claims. A node of ours may not use data tables, n8n's own node may: it runs in a sub-workflow. Its
 * update with conditions is one statement of the database, and so a compare-and-set. Two more wait for the other's row and then find
 * that it does not match any more.
 */
export function claimTableOf(context: Pick<IExecuteFunctions, 'executeWorkflow'>): ClaimTable {
	let isThere = false;
	const run = async (branches: Step[][], items: IDataObject[]): Promise<ClaimRow[]> => {
		try {
			return await play(context, branches, items);
		} catch (cause) {
			if (isThere) throw passOn(cause);
			// The table is not there yet. Where another makes it at the same moment, this one is refused and finds it.
			await play(context, [[MAKE]], [{}]).catch(() => undefined);
			return await play(context, branches, items);
		} finally {
			isThere = true;
		}
	};
	return {
		rows: async (keys) =>
			await run(
				[[MISSING, ADD], [READ]],
				keys.map((key) => ({ key })),
			),
		swap: async (swaps) => await run([[SWAP], [READ]], swaps.map(itemOf)),
	};
}

const itemOf = ({ key, from, to, until, endedBefore = Number.MAX_SAFE_INTEGER }: ClaimSwap): IDataObject => ({
	key,
	from,
	to,
	until,
	endedBefore,
});

/** One node of the sub-workflow: its name, and what it does with the table. */
type Step = Pick<INode, 'name' | 'parameters'> & Partial<INode>;

const conditions = (...all: Array<[column: string, condition: string, value: string]>): INodeParameters => ({
	matchType: 'allConditions',
	filters: { conditions: all.map(([keyName, condition, keyValue]) => ({ keyName, condition, keyValue })) },
});
const columns = (value: Record<string, string | number>): INodeParameters => ({
	columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
});
const OF_KEY = conditions(['key', 'eq', '={{ $json.key }}']);

const MAKE: Step = {
	name: 'Make the table',
	parameters: {
		resource: 'table',
		operation: 'create',
		tableName: TABLE,
		columns: {
			column: [
				{ name: 'key', type: 'string' },
				{ name: 'owner', type: 'string' },
				{ name: 'until', type: 'number' },
			],
		},
		options: { createIfNotExists: true },
	},
};
const MISSING: Step = { name: 'Keys without a row', parameters: { operation: 'rowNotExists', ...OF_KEY } };
const ADD: Step = {
	name: 'Add a row',
	parameters: { operation: 'insert', ...columns({ key: '={{ $json.key }}', owner: FREE, until: 0 }), options: {} },
};
const SWAP: Step = {
	name: 'Compare and set',
	parameters: {
		operation: 'update',
		...conditions(['key', 'eq', '={{ $json.key }}'], ['owner', 'eq', '={{ $json.from }}'], ['until', 'lt', '={{ $json.endedBefore }}']),
		...columns({ owner: '={{ $json.to }}', until: '={{ $json.until }}' }),
		options: {},
	},
};
const READ: Step = { name: 'Read', parameters: { operation: 'get', ...OF_KEY, returnAll: true }, alwaysOutputData: true };

/** Runs steps after one start, a branch after the other. @returns what the last gives. */
async function play(
	context: Pick<IExecuteFunctions, 'executeWorkflow'>,
	branches: Step[][],
	items: readonly IDataObject[],
): Promise<ClaimRow[]> {
	const { data } = await context.executeWorkflow(
		{ code: workflowOf(branches) },
		items.map((json): INodeExecutionData => ({ json })),
	);
	// One key may have been asked for more than once.
	const rows = new Map<unknown, ClaimRow>();
	for (const { json } of data[0] ?? []) {
		const { id, key, owner, until } = json;
		if (typeof key === 'string' && typeof owner === 'string') rows.set(id, { key, owner, until: Number(until) });
	}
	return [...rows.values()];
}

function workflowOf(branches: Step[][]): IWorkflowBase {
	const start: INode = {
		id: START,
		name: START,
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters: { inputSource: 'passthrough' },
	};
	const nodes: INode[] = [start];
	const connections: IWorkflowBase['connections'] = { [START]: { main: [[]] } };
	branches.forEach((steps, row) => {
		let from = START;
		steps.forEach(({ parameters, ...step }, column) => {
			nodes.push({
				id: step.name,
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				// n8n runs the upper branch to its end before the next.
				position: [220 * (column + 1), 200 * row],
				parameters: { resource: 'row', dataTableId: { __rl: true, mode: 'name', value: TABLE }, ...parameters },
				...step,
			});
			((connections[from] ??= { main: [[]] }).main[0] as Array<{ node: string; type: 'main'; index: number }>).push({
				node: step.name,
				type: 'main',
				index: 0,
			});
			from = step.name;
		});
	});
	return {
		id: '',
		name: TABLE,
		active: false,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	} as unknown as IWorkflowBase;
}
