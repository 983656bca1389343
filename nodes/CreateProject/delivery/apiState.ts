import type { LimitDefinition } from '../services/service';
import { addressOf, ApiHost, ApiHosts } from './apiHost';
import type { Tools } from './exchange';
import { Pace } from './pace';
import { Registry } from './registry';
import { ServerClock } from './wait';

/** All that requests to one API with one credential share, over all executions of the process. */
export class ApiState {
	readonly pace: Pace;
	readonly clock = new ServerClock();

	/** @param host what is known of the API's projects; others with another credential share it. */
	constructor(
		tools: Tools,
		limits?: LimitDefinition,
		readonly host = new ApiHost(),
	) {
		this.pace = new Pace(tools, { most: limits?.parallel, documented: limits?.requests === undefined ? [] : [limits.requests].flat() });
	}
}

/** Most APIs with a credential kept at once while no execution uses them. */
const MOST_STATES = 1000;

/** The process's states by API and credential. */
export class ApiStates {
	private readonly states = new Registry<ApiState>(MOST_STATES);
	private readonly hosts = new ApiHosts();

	/**
	 * @param baseUrl of the API
	 * @param credential must not be a secret, nor change when a token is renewed: an id, or a digest of what lasts.
	 */
	get(baseUrl: string, credential: string, tools: Tools, limits?: LimitDefinition): ApiState {
		return this.states.get(`${addressOf(baseUrl)} ${credential}`, () => new ApiState(tools, limits, this.hosts.get(baseUrl)));
	}
}
