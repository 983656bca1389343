import type { ResourceMapperField } from 'n8n-workflow';
import { titleOf, typeOf } from '../services/canonical';
import type { FieldDefinition, ServiceDefinition } from '../services/service';

/** The id of the entry in the stored list of fields that names the service; no field of a service has a `$`. */
export const SERVICE_MARK = '$service';

/** A choice of a drop-down read from the API. */
export interface Choice {
	name: string;
	value: string | number;
}

/**
 * A service's fields as n8n's resource mapper shows them, required ones first.
 *
 * @param choices of live fields, by field id; a field without stays a text field.
 * @param cut Fields whose choices are not all there are.
 */
export function mapperFields(
	definition: ServiceDefinition,
	choices: ReadonlyMap<string, Choice[]> = new Map(),
	cut: ReadonlySet<string> = new Set(),
): ResourceMapperField[] {
	const fields = definition.fields.map((field) => mapperField(field, choices.get(field.id), cut.has(field.id)));
	return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

function mapperField(field: FieldDefinition, live: Choice[] | undefined, isCut: boolean): ResourceMapperField {
	const isRequired = field.required === true && field.default === undefined && field.from === undefined;
	// n8n refuses `a, b, c` for a list before the node is asked; as a text it may be typed that way, or as JSON.
	const own = typeOf(field) === 'array' ? 'string' : typeOf(field);
	const type = live && live.length > 0 ? 'options' : own;
	const options = type === 'options' ? (live && live.length > 0 ? live : fixedChoices(field)) : undefined;
	return {
		id: field.id,
		// An entry beyond the last one that was read can be given as an expression.
		displayName: `${field.displayName ?? titleOf(field.id)}${isCut && live ? ` (the first ${live.length})` : ''}`,
		required: isRequired,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		type,
		...(options ? { options } : {}),
		// Everything optional stays out of sight until it is added.
		removed: !isRequired,
		// n8n writes a field's default into the mapping at each refresh, and false where a boolean has none: nobody chose those
		// values, and an update would send them.
		...(type === 'boolean' ? { defaultValue: null } : {}),
	};
}

const fixedChoices = (field: FieldDefinition): Choice[] =>
	(field.options ?? []).map((option) =>
		typeof option === 'string'
			? { name: titleOf(option), value: option }
			: { name: option.name ?? titleOf(option.value), value: option.value },
	);
