'use strict';

/** Rows of figures as a Markdown table; the ratio is to the first HTTP Request row of the same scenario. */
function table(rows) {
	const head = ['scenario', 'client', 'seed', 'seconds', 'ratio', 'dups', 'lost', 'unknown', 'run', 'requests', '429s', 'early', 'memory'];
	const lines = rows.map((row) => {
		const peer = rows.find((other) => other.scenario === row.scenario && other.client.startsWith('http'));
		return [
			row.scenario,
			row.label,
			row.seed,
			row.seconds.toFixed(1),
			peer ? (row.seconds / peer.seconds).toFixed(2) : '',
			row.dups,
			row.lost,
			row.unknown,
			row.status,
			row.requests,
			share(row),
			row.early === 0 ? 0 : `${row.early} (up to ${Math.round(row.latestEarlyMs)} ms after)`,
			`+${Math.round(row.growthMb)} MB${row.heapMb === undefined ? '' : `, heap ${Math.round(row.heapMb)} MB`}`,
		];
	});
	return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const share = ({ status429, requests }) => (status429 === 0 ? '0' : `${status429} (${((100 * status429) / requests).toFixed(1)} %)`);

/** The promises of Create Project, each with what was measured. */
function verdicts(rows) {
	const of = (scenario, client = 'create') => rows.filter((row) => row.scenario === scenario && row.client === client);
	const lines = [];
	const say = (promise, isKept, measured) => lines.push(`| ${promise} | ${measured} | ${isKept ? 'yes' : 'NO'} |`);
	const clean = rows.filter(({ client }) => client === 'create');
	if (clean.length) {
		const worst = clean.reduce((sum, row) => sum + row.dups + row.lost + row.unknown, 0);
		say(
			'0 duplicates, 0 lost, 0 unknown, green',
			worst === 0 && clean.every(({ status }) => status === 'green'),
			`${worst} in ${clean.length} runs`,
		);
	}
	const ratio = (scenario, limit) => {
		const [mine] = of(scenario);
		const [peer] = of(scenario, 'http');
		if (mine && peer)
			say(
				`${scenario}: at most ${limit} × HTTP Request's time`,
				mine.seconds <= limit * peer.seconds,
				`${(mine.seconds / peer.seconds).toFixed(2)} ×`,
			);
	};
	ratio('a', 0.75);
	for (const row of of('b')) {
		say('b: at most 1.04 × the limit (9.0 s)', row.seconds <= 9.36, `${(row.seconds / 9).toFixed(2)} ×`);
		say('b: at most 3 % answered 429', row.status429 <= 0.03 * row.requests, share(row));
	}
	for (const [scenario, seconds] of [
		['c1', 9],
		['cpre', 12],
		['cu', 9],
		['d1', 9],
	]) {
		const mine = of(scenario);
		if (mine.length)
			say(
				`${scenario}: at most ${seconds} s`,
				mine.every((row) => row.seconds <= seconds),
				mine.map((row) => `${row.seconds.toFixed(1)} s`).join(', '),
			);
	}
	ratio('e', 0.45);
	const [mine, peer, noop] = [of('e')[0], of('e', 'http')[0], of('e', 'noop')[0]];
	if (mine && peer)
		say(
			"e: peak memory at most 0.7 × HTTP Request's growth",
			mine.growthMb <= 0.7 * peer.growthMb,
			`${(mine.growthMb / peer.growthMb).toFixed(2)} ×`,
		);
	if (mine && noop)
		say(
			'e: heap after a forced collection within 60 MB of No Operation',
			mine.heapMb - noop.heapMb <= 60,
			`${Math.round(mine.heapMb - noop.heapMb)} MB`,
		);
	return ['| promise | measured | kept |', '| --- | --- | --- |', ...lines].join('\n');
}

module.exports = { table, verdicts };
