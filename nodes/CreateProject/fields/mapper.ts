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

/** What a person must know of a drop-down: it holds a part, it could not be read, or another field comes first (its label). */
export type ListState = { is: 'cut' } | { is: 'unread' } | { is: 'waiting'; for: string };

/** What a field is called on the screen. */
export const labelOf = ({ id, displayName }: FieldDefinition): string => displayName ?? titleOf(id);

/**
 * A service's fields as n8n's resource mapper shows them, required ones first.
 *
 * @param choices of live fields, by field id; a field without stays a text field.
 * @param states of the lists of live fields that are not simply there, by field id.
 * @param kept fields that have a value already.
 */
export function mapperFields(
	definition: ServiceDefinition,
	choices: ReadonlyMap<string, Choice[]> = new Map(),
	states: ReadonlyMap<string, ListState> = new Map(),
	kept: ReadonlySet<string> = new Set(),
): ResourceMapperField[] {
	const offered = definition.fields.filter((field) => isOffered(field) || kept.has(field.id));
	const fields = offered.map((field) => mapperField(field, choices.get(field.id), states.get(field.id)));
	return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

/** A field that is only understood is offered all the same once the person has said where it goes. */
const isOffered = ({ saved, to, in: place, within }: FieldDefinition): boolean =>
	!saved || to !== undefined || place !== undefined || within !== undefined;

function mapperField(field: FieldDefinition, live: Choice[] | undefined, state?: ListState): ResourceMapperField {
	// n8n shows required fields only: one for which another may stand in is asked for here, and may be left out by columns.
	const isRequired = field.required === true && field.default === undefined && field.from === undefined;
	// n8n refuses `a, b, c` for a list before the node is asked; as a text it may be typed that way, or as JSON.
	const own = typeOf(field) === 'array' ? 'string' : typeOf(field);
	const type = live && live.length > 0 ? 'options' : own;
	const options = type === 'options' ? (live && live.length > 0 ? live : fixedChoices(field)) : undefined;
	return {
		id: field.id,
		displayName: `${labelOf(field)}${stateWords(state, live?.length ?? 0)}`,
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

/** n8n's resource mapper has no other place for it than the label. */
function stateWords(state: ListState | undefined, count: number): string {
	if (state?.is === 'cut' && count > 0) return ` (the first ${count}; for others choose Expression and type the ID)`;
	if (state?.is === 'unread') return ' (the list could not be read: type the ID)';
	return state?.is === 'waiting' ? ` (for a list: choose ${state.for}, then Refresh Field List)` : '';
}

const fixedChoices = (field: FieldDefinition): Choice[] =>
	(field.options ?? []).map((option) =>
		typeof option === 'string'
			? { name: titleOf(option), value: option }
			: { name: option.name ?? titleOf(option.value), value: option.value },
	);
