import type { FieldDefinition, FieldType } from './service';

/** Types of the canonical fields; a definition may say otherwise. */
const TYPES: Record<string, FieldType> = {
	startDate: 'dateTime',
	dueDate: 'dateTime',
	billable: 'boolean',
	favorite: 'boolean',
	active: 'boolean',
	tags: 'array',
	members: 'array',
	customFields: 'object',
	budget: 'number',
	priority: 'number',
	homepage: 'url',
};

export const typeOf = (field: Pick<FieldDefinition, 'id' | 'type' | 'options'>): FieldType =>
	field.options ? 'options' : (field.type ?? TYPES[field.id] ?? 'string');

const titles = new Map<string, string>();

/** `startDate` to "Start Date", `teamId` to "Team ID". */
export function titleOf(id: string): string {
	let title = titles.get(id);
	if (title === undefined) titles.set(id, (title = makeTitle(id)));
	return title;
}

const makeTitle = (id: string): string =>
	id
		.replace(/[_-]+/g, ' ')
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.split(' ')
		.map((word) =>
			/^(id|ids|url|json|api)$/i.test(word) ? word.toUpperCase().replace('IDS', 'IDs') : word.charAt(0).toUpperCase() + word.slice(1),
		)
		.join(' ');
