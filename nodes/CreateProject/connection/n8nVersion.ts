import * as workflow from 'n8n-workflow';

/**
 * n8n before 2.34, told by a function that its workflow package has since then: a version number it does not have.
 *
 * What that line does otherwise, measured on 1.123.81, 2.0.3 and 2.20.12: a failed item with `details` leaves by the success
 * output; up to 2.8 a condition in `ignoreHttpStatusErrors` counts as "ignore all", so that no
 * OAuth2 token is ever renewed; up to 2.29 each request renews for itself, which a refresh token that works once does not survive.
 */
export const isBefore234 = !('getCredentialActivationParameters' in workflow);

/**
 * Does `ignoreHttpStatusErrors` take a condition (`except`)? Before n8n 2.9 any object there counts as "ignore all". Told by a
 * function that came with 2.10.
 */
export const hearsConditions = 'findDisallowedChatToolExpressions' in workflow;

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** n8n's sleep, which rejects when its signal fires: before 2.34 a function of its own. */
export const sleep: Sleep = (workflow as { sleepWithAbort?: Sleep }).sleepWithAbort ?? workflow.sleep;
