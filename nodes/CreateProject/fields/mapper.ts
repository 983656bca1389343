import type { ResourceMapperField } from 'n8n-workflow';
import { titleOf, typeOf } from '../services/canonical';
import type { FieldDefinition, ServiceDefinition } from '../services/service';

/** A choice of a drop-down read from the API. */
export interface Choice {
	name: string;
	value: string | number;
}

/**
 * A service's fields as n8n's resource mapper shows them, required ones first.
 *
 * @param choices of live fields, by field id; a field without stays a text field.
 */
export function mapperFields(definition: ServiceDefinition, choices: ReadonlyMap<string, Choice[]> = new Map()): ResourceMapperField[] {
	const fields = definition.fields.map((field) => mapperField(field, choices.get(field.id)));
	return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

function mapperField(field: FieldDefinition, live: Choice[] | undefined): ResourceMapperField {
	const isRequired = field.required === true && field.default === undefined;
	const type = live && live.length > 0 ? 'options' : typeOf(field);
	const options = type === 'options' ? (live && live.length > 0 ? live : fixedChoices(field)) : undefined;
	return {
		id: field.id,
		displayName: field.displayName ?? titleOf(field.id),
		required: isRequired,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		type,
		...(options ? { options } : {}),
		// Everything optional stays out of sight until it is added.
		removed: !isRequired,
		...(field.default === undefined || typeof field.default === 'object' ? {} : { defaultValue: field.default }),
	};
}

const fixedChoices = (field: FieldDefinition): Choice[] =>
	(field.options ?? []).map((option) =>
		typeof option === 'string'
			? { name: titleOf(option), value: option }
			: { name: option.name ?? titleOf(option.value), value: option.value },
	);
