import { hash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/** What an execution is known by, and since when it runs. */
export interface Origin {
	/** The same for the execution and its retries where n8n says so, no secret. */
	execution: string;
	/** When the first try began, by n8n's clock, ms since 1970; left out where n8n does not say. */
	began?: number;
}

/** Of the address at which a waiting execution goes on: the parameter that holds its own secret (n8n-core, WAITING_TOKEN_QUERY_PARAM). */
const TOKEN = 'signature';
/** A clock that was never set says nothing: 2020, ms since 1970. */
const EARLIEST = 1_577_836_800_000;

/**
 * The origin of automatic keys and marks. n8n makes a token for each execution, stores it before the first node runs, and hands it on to
 * its retries, also after a crash (n8n-core from 2.14.1 on). It opens the waiting execution, so only its hash is used.
 */
export function originOf(context: IExecuteFunctions): Origin {
	const token = quietly(() => {
		const { $execution } = context.getWorkflowDataProxy(0) as { $execution?: { resumeUrl?: string } };
		return new URL($execution?.resumeUrl ?? '').searchParams.get(TOKEN);
	});
	// From n8n 1.120.2 on.
	const began = quietly(() => context.getExecutionContext()?.establishedAt);
	return {
		execution: token ? hash('sha256', token, 'base64url') : context.getExecutionId(),
		...(typeof began === 'number' && began >= EARLIEST ? { began } : {}),
	};
}

/** What an older n8n does not have is not there. */
function quietly<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
