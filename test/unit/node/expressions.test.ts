import { hasExpression, inputField, plainReader } from '../../../nodes/CreateProject/node/expressions';

const items = [
	{ json: { deal: { name: 'Apollo' }, amount: 5 } },
	{ json: { deal: { name: 'Gemini' }, amount: 0 } },
	{ json: { deal: {}, amount: 7 } },
];

describe('an expression', () => {
	it.each([
		['={{ 1 }}', true],
		['plain', false],
		[{ a: { b: '=x' } }, true],
		[['a', '={{ $json.b }}'], true],
		[{ a: 'b=c', d: 4, e: null }, false],
		[undefined, false],
	])('is found in %j: %s', (value, expected) => {
		expect(hasExpression(value)).toBe(expected);
	});

	it.each([
		['={{ $json.name }}', ['name']],
		['={{$json.deal.name}}', ['deal', 'name']],
		['={{ $json.name }} and more', undefined],
		['={{ $json["a b"] }}', undefined],
		['={{ $json.name.trim() }}', undefined],
		['{{ $json.name }}', undefined],
		[5, undefined],
	])('%j names the input field %j', (parameter, expected) => {
		expect(inputField(parameter)).toEqual(expected);
	});
});

describe('a group of values', () => {
	const evaluated = (index: number) => ({ name: `n8n ${index}`, amount: 'n8n', color: 'red' });
	const group = { name: '={{ $json.deal.name }}', amount: '={{ $json.amount }}', color: 'red' };

	it('is read by n8n once, and then from the input where that says the same', () => {
		const read = jest.fn(evaluated);
		const reader = plainReader([...items, ...items], group, read);
		expect(reader(1)).toEqual({ name: 'n8n 1', amount: 'n8n', color: 'red' });
		expect(reader(0)).toEqual({ name: 'Apollo', amount: 5, color: 'red' });
		expect(reader(4)).toEqual({ name: 'Gemini', amount: 0, color: 'red' });
		expect(read).toHaveBeenCalledTimes(1);
	});

	it('is read by n8n where a field is missing', () => {
		const reader = plainReader(items, group, evaluated);
		reader(0);
		expect(reader(2)).toEqual({ name: 'n8n 2', amount: 'n8n', color: 'red' });
	});

	it('is read by n8n for every item when another expression is among them', () => {
		const read = jest.fn(evaluated);
		const reader = plainReader(items, { ...group, color: '={{ $json.amount + 1 }}' }, read);
		items.forEach((_item, index) => reader(index));
		expect(read).toHaveBeenCalledTimes(items.length);
	});

	it('hands every item values of its own', () => {
		const reader = plainReader(items, group, evaluated);
		const first = reader(0);
		first.color = 'blue';
		expect(reader(1).color).toBe('red');
	});
});
