import type { Began } from '../../../nodes/CreateProject/delivery/creationClock';
import type { DeliveryDetails, Outcome, Trouble } from '../../../nodes/CreateProject/delivery/outcome';
import type { Reason } from '../../../nodes/CreateProject/delivery/verdict';

const details = (requests: number): DeliveryDetails => ({ attempts: requests, requests, waitedMs: 0, reasons: [] });

export const trouble = (reason: Reason, status?: number): Trouble => ({ reason, status, complaint: { message: '', fields: {} } });
export const canceled = trouble('canceled');

export const done = (id: string): Outcome => ({
	kind: 'done',
	outcome: 'created',
	project: { id, raw: {} },
	delivery: details(1),
	hints: [],
});
export const failed = (reason: Reason = 'unauthorized', status = 401): Outcome => ({
	kind: 'failed',
	trouble: trouble(reason, status),
	delivery: details(1),
	hints: [],
});
export const unknown = (since?: Began, key?: string): Outcome => ({
	kind: 'unknown',
	since,
	trouble: trouble('reset'),
	delivery: { ...details(1), idempotencyKey: key },
	hints: [],
});
