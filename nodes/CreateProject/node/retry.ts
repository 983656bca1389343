import type { IExecuteFunctions, IRunData } from 'n8n-workflow';
import { holdsMemory, slotOfRun, type Context } from '../delivery/memory';

/** What came along with a retry; decided once per execution, since n8n may write the execution again on the way. */
interface Saved {
	/** Runs of the node that may have sent something of which nothing is remembered. */
	unsaved: 'none' | 'all' | number;
}

/** By the node's context, which is one object for all runs of an execution in this process. */
const known = new WeakMap<Context, Promise<Saved>>();

/**
 * Is this a retry of an execution that did not live to save what this run of the node may have done? Asked
 * only where the run remembers nothing.
 *
 * n8n keeps the run data and the context of an execution that ended, failed or waits; after a crash or
 * *Stop* it has the execution as it began, or, with *Save Execution Progress*, as it was when the last node
 * before the crash ended; in place of what it does not have it then writes entries of its own, from its event log (n8n's
 * execution-recovery.service). A node of which an ended execution has no memory has sent nothing: an earlier node
 * had failed, or it is a later turn of a loop.
 *
 * @param run index of this run of the node
 */
export async function isUnsavedRetry(context: IExecuteFunctions, nodeContext: Context, run: number): Promise<boolean> {
	if (context.getMode() !== 'retry') return false;
	let saved = known.get(nodeContext);
	if (!saved) {
		saved = look(context);
		known.set(nodeContext, saved);
	}
	const { unsaved } = await saved;
	return unsaved === 'all' || unsaved === run;
}

async function look(context: IExecuteFunctions): Promise<Saved> {
	const { name } = context.getNode();
	try {
		// The retry's own row holds what it was given: the saved data of the execution it repeats.
		const data = await context.getExecutionDataById(context.getExecutionId());
		if (data) {
			const { runData } = data.resultData;
			if (Object.keys(runData).length === 0 || isRecovered(runData)) return { unsaved: 'all' };
			// The engine works through its stack in order: what was under way when the process died is on top.
			// Of a tool that is the agent that calls it.
			const next = data.executionData?.nodeExecutionStack[0]?.node.name;
			if (next !== context.getExecuteData().node.name) return { unsaved: 'none' };
			const turns = runData[name]?.length ?? 0;
			const isTool = next !== name;
			const isRemembered = holdsMemory(data.executionData?.contextData[`node:${name}`], isTool ? undefined : slotOfRun(turns));
			if (isRemembered) return { unsaved: 'none' };
			return { unsaved: turns === 0 || isTool ? 'all' : turns };
		}
	} catch {
		// An older n8n, or a row that cannot be read: what this retry itself shows must do.
	}
	return { unsaved: wasExecuted(context, name) ? 'none' : 'all' };
}

/** Entries that n8n made up after a crash: the nodes had run or begun, and what they did is lost. */
const isRecovered = (runData: IRunData): boolean =>
	Object.values(runData)
		.flat()
		.some(
			({ executionStatus, data }) => executionStatus === 'crashed' || data?.main?.[0]?.[0]?.json.isArtificialRecoveredEventItem === true,
		);

/** Before its first run in a retry, a node has run data only where they were saved. */
function wasExecuted(context: IExecuteFunctions, name: string): boolean {
	try {
		const proxy = context.getWorkflowDataProxy(0) as { $?: (node: string) => { isExecuted?: boolean } };
		return proxy.$?.(name).isExecuted === true;
	} catch {
		return false;
	}
}
