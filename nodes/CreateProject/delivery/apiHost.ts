import { Claims, OpenAttempts } from './claims';
import { CreationClock } from './creationClock';
import { Echoes } from './echoes';
import { NameGate, TurnGate } from './gates';
import { KeyLedger } from './keyLedger';
import { KeyTrust } from './keyTrust';
import { Lateness } from './lateness';
import { RecentMatches } from './recentMatches';
import { Registry } from './registry';
import { Sight } from './sight';
import { withoutEnd } from '../project/text';

/**
 * What is known of the projects at one API, shared by all credentials and executions of the process: two keys of one account, or
 * one whose token was renewed, work on the same projects.
 */
export class ApiHost {
	/** Projects this process has reported. */
	readonly claims = new Claims();
	/** Attempts of this process whose end is not known. */
	readonly open = new OpenAttempts();
	/** Keeps requests for a name and searches for it apart. */
	readonly names = new NameGate();
	/** One delivery at a time for one match of *If the Project Already Exists*. */
	readonly matches = new TurnGate();
	/** What was made or found for a match a moment ago. */
	readonly recent = new RecentMatches();
	/** One delivery at a time for one business key. */
	readonly keyTurns = new TurnGate();
	/** What became of business keys. */
	readonly ledger = new KeyLedger();
	readonly creations = new CreationClock();
	readonly echoes = new Echoes();
	readonly keys = new KeyTrust();
	readonly sight = new Sight();
	readonly lateness = new Lateness();
	/** A create was answered with another name than the one sent: what is not found by its name may be there by another. */
	changesNames = false;
}

/** Most hosts kept at once while no execution uses them. */
const MOST_HOSTS = 1000;

/** The process's hosts. */
export class ApiHosts {
	private readonly hosts = new Registry<ApiHost>(MOST_HOSTS);

	/** @param baseUrl address of the API with its path: tenants under one host may count their ids from one each. */
	get(baseUrl: string): ApiHost {
		return this.hosts.get(addressOf(baseUrl), () => new ApiHost());
	}
}

/** Host and path of an API, whatever its spelling. */
export function addressOf(baseUrl: string): string {
	const { host, pathname } = new URL(baseUrl);
	return `${host}${withoutEnd(pathname)}`;
}
