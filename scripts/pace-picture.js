'use strict';
/**
 * Draws docs/pace.svg from a run of the benchmark's row b in virtual time: when requests left, and which were refused.
 *   node scripts/pace-picture.js
 */
const fs = require('node:fs');
const path = require('node:path');
const { loadVirtual } = require('../test/bench/loadVirtual');

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [880, 300, 56, 46, 252];
const SPAN_MS = 10_000;
const SLOT_MS = 100;

const rect = (className, ...places) => {
	const [left, top, width, height] = places.map((place) => place.toFixed(1));
	return `<rect class="${className}" x="${left}" y="${top}" width="${width}" height="${height}"/>`;
};
const TITLE = 'Requests per tenth of a second at an API that takes 50 per second and bursts of 50';
const ABOUT = 'A burst until the first refusals, a pause of a second, a second burst, and from the second limit on an even 50 per second.';
const LEGEND = [
	'Requests per 0.1 s: <tspan class="pass">taken</tspan>, <tspan class="stop">refused</tspan>',
	"the line is the API's limit of 50 per second",
].join('; ');
const HEAD = 'role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="13"';
const STYLE = `
		.paper { fill: #ffffff; } .soft { fill: #4b5563; } .pass { fill: #15803d; } .stop { fill: #b91c1c; }
		.line { stroke: #64748b; stroke-dasharray: 4 4; }
		@media (prefers-color-scheme: dark) {
			.paper { fill: #0d1117; } .soft { fill: #b6bfcc; } .pass { fill: #4ade80; } .stop { fill: #f87171; } .line { stroke: #94a3b8; }
		}`;

async function main() {
	const { play, SCENARIOS } = loadVirtual();
	const row = await play(
		SCENARIOS.find(({ name }) => name === 'b'),
		1,
	);
	const arrivals = row.arrivals.filter(({ at }) => at < SPAN_MS);
	const slots = Array.from({ length: SPAN_MS / SLOT_MS }, () => ({ passed: 0, refused: 0 }));
	for (const { at, refused } of arrivals) slots[Math.floor(at / SLOT_MS)][refused ? 'refused' : 'passed']++;
	const most = Math.max(...slots.map(({ passed, refused }) => passed + refused));
	const x = (ms) => LEFT + (ms / SPAN_MS) * (WIDTH - LEFT - 20);
	const y = (count) => BOTTOM - (count / most) * (BOTTOM - TOP);
	const bar = (className, slot, from, count) =>
		count === 0 ? '' : rect(className, x(slot * SLOT_MS), y(from + count), x(SLOT_MS) - x(0) - 1, y(0) - y(count));
	const bars = slots.map(({ passed, refused }, slot) => bar('pass', slot, 0, passed) + bar('stop', slot, passed, refused)).join('\n\t');
	const seconds = Array.from(
		{ length: 11 },
		(_none, second) => `<text class="soft" x="${x(second * 1000)}" y="272" text-anchor="middle">${second}</text>`,
	);
	const limit = y(5).toFixed(1);
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${HEAD}>
	<title id="title">${TITLE}</title>
	<desc id="desc">${ABOUT}</desc>
	<style>${STYLE}
	</style>
	<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="10"/>
	<text class="soft" x="${LEFT}" y="26">${LEGEND}</text>
	<line class="line" x1="${LEFT}" x2="${WIDTH - 20}" y1="${limit}" y2="${limit}"/>
	${bars}
	${seconds.join('')}
	<text class="soft" x="${WIDTH - 20}" y="290" text-anchor="end">seconds</text>
</svg>
`;
	fs.writeFileSync(path.join(__dirname, '..', 'docs', 'pace.svg'), svg.replace(/\n\t\n/g, '\n'));
}

void main();
