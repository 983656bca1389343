import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { DAY, expressedDays, typedDays } from '../support/typedDays';

const WORKFLOW_ZONES = ['America/New_York', 'Europe/Berlin'];
interface Result {
	zone: string;
	way: string;
	given: unknown;
	sent: unknown;
}

it.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Honolulu'])(
	'a day stays the day that was written on a machine in %s, in any workflow zone, from form, column and expression',
	async (machine) => {
		const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, '../support/zonedRun.js'), ...WORKFLOW_ZONES], {
			env: { ...process.env, TZ: machine, JEST_WORKER_ID: undefined },
			maxBuffer: 1 << 24,
		});
		const { machine: seen, results } = JSON.parse(stdout.slice(stdout.indexOf('{"machine"'))) as { machine: string; results: Result[] };
		expect([seen, results.length]).toEqual([machine, WORKFLOW_ZONES.length * (3 * typedDays.length + expressedDays.length)]);
		expect(results.filter(({ sent }) => sent !== DAY)).toEqual([]);
	},
	120_000,
);
