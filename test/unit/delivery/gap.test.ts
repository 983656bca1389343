import { Gap } from '../../../nodes/CreateProject/delivery/gap';

/**
 * What is known after requests in order: when each left, `+` passed, `-` refused, `|` refused beside another, `~` passed beside another.
 */
function known(...requests: Array<[at: number, end: '+' | '-' | '|' | '~']>): ReturnType<Gap['refused']> {
	const gap = new Gap();
	let found: ReturnType<Gap['refused']>;
	for (const [at, end] of requests) {
		if (end === '+' || end === '~') gap.passed(at, end === '+');
		else found = gap.refused(at, end === '-');
	}
	return found;
}

describe('the gap that an API without a burst wants', () => {
	it('lies between what was refused and what passed, in turn', () => {
		expect(known([0, '+'], [22, '-'], [122, '+'], [144, '-'])).toEqual({ refused: 22, passed: 122 });
		expect(known([0, '+'], [22, '-'], [122, '-'], [340, '+'], [362, '-'])).toEqual({ refused: 122, passed: 340 });
	});

	it.each([
		[
			'one refusal alone',
			[
				[0, '+'],
				[22, '-'],
			],
		],
		[
			'several that pass between refusals: those are counted',
			[
				[0, '+'],
				[22, '-'],
				[122, '+'],
				[144, '+'],
				[166, '-'],
			],
		],
		[
			'refusals beside others: those may be too many at once',
			[
				[0, '+'],
				[1, '|'],
				[122, '+'],
				[123, '|'],
			],
		],
		[
			'what passed beside others',
			[
				[0, '+'],
				[22, '-'],
				[122, '~'],
				[144, '-'],
			],
		],
		[
			'refusals before anything has passed',
			[
				[0, '-'],
				[100, '-'],
				[200, '-'],
			],
		],
		[
			'what contradicts itself: a longer gap was refused',
			[
				[0, '+'],
				[500, '-'],
				[600, '+'],
				[1300, '-'],
			],
		],
	] as Array<[string, Array<[number, '+' | '-' | '|' | '~']>]>)('is not known from %s', (_what, requests) => {
		expect(known(...requests)).toBeUndefined();
	});
});
