import { isObject, type JsonObject } from '../json';
import { ENVELOPES, isNo, isTurnedDown, isYes, MESSAGES, STATES, structureOf, type Holding } from './denial';
import { fold, IDS } from './places';
import type { Content } from './reply';

/**
 * What an answer without any error says of itself instead of "created": that there was such a project before, that this was only
 * tried out, that it is still to be made, or that it was turned down.
 */
export type Disclaimer = {
	/** `none`: that nothing was made, and no more. */
	is: 'existing' | 'preview' | 'pending' | 'rejected' | 'none';
	/** The API's own word for it, as it stands in the answer; short. */
	by: string;
	/** The project that it names as existing. */
	shown?: JsonObject;
};

/** Said to be true where nothing was made because there is one. */
const EXISTING = words(
	'alreadyexists alreadyexist alreadyexisted alreadyexisting alreadycreated alreadypresent ' +
		'existedbefore preexisting preexisted wasexisting ' +
		'isexisting existing existingproject duplicate duplicated isduplicate deduplicated wasduplicate ' +
		'reused isreused wasreused wasfound',
);
/** The same where it is no trait of the project: one may well have a field of this name. */
const EXISTING_BESIDE = words('exists exist existed found conflict conflicts');
/** Said to be false, or no one, where nothing was made. A time under such a word is none of these. */
const MADE = words(
	'created iscreated wascreated new isnew newlycreated creatednew createdcount numcreated inserted ' +
		'isinserted wasinserted insertedcount',
);
/** Objects and IDs under such a word are of what was there before. */
const NAMES_EXISTING = /^(pre)?(existing|duplicate|conflict)|(existing|duplicates?|conflicts?|duplicateof|conflictswith)$/;
/** Said to be true of what was only tried out. */
const PREVIEW = words(
	'preview ispreview previewonly dryrun isdryrun dryrunonly validateonly validationonly validatedonly ' +
		'checkonly simulated issimulated ' +
		'simulation issimulation simulate whatif testonly mocked ismocked',
);
/** Said to be false of what was not stored; a project may be "saved" in other senses. */
const STORED = words('persisted ispersisted committed iscommitted');
const STORED_BESIDE = words('saved issaved stored isstored');
/** Orders: their state is no project's. */
const ORDERS = words(
	'task job operation order queue ticket request import process workflow execution run batch taskinfo ' +
		'jobinfo asyncjob asynctask backgroundjob',
);
/** What was done, which no project has as a field of its own. */
const ACTS = words('action operation result outcome disposition');

const STATED: Record<'existing' | 'preview' | 'pending', ReadonlySet<string>> = {
	existing: words(
		'exists exist existing alreadyexists alreadyexist existed duplicate duplicated conflict found ' +
			'unchanged noop notmodified notchanged ' +
			'notcreated skipped ignored updated matched existiert vorhanden existe existente 既存 已存在',
	),
	preview: words('preview dryrun validated validateonly validationonly simulated simulation wouldcreate whatif vorschau aperçu プレビュー'),
	pending: words(
		'pending pendingapproval pendingreview pendingcreation queued enqueued scheduled inprogress ' +
			'processing waiting awaiting awaitingapproval ' +
			'waitingforapproval initiated deferred creating provisioning inqueue ausstehend wartend ' +
			'inbearbeitung inwarteschlange geplant enattente encours enfile pendiente encola enproceso enespera pendente nafila ' +
			'emandamento emprocessamento inattesa incoda wachtend oczekuje вочереди вобработке ожидание 保留 保留中 ' +
			'処理中 待機中 等待中 处理中 待处理 대기 대기중 처리중',
	),
};

/** The order was taken: nothing yet, unless the project is shown beside it. */
const TAKEN = words('accepted received submitted eingereicht angenommen accepté reçu recibido aceptado recebido aceito 受付済み 受理');

/** "There is one already", in the languages of APIs. */
const ALREADY = new RegExp(
	[
		'already (exist|been (taken|used|created|registered)|taken|in use|used|created|present|registered)',
		'(exists|existed) already|duplicate (project|name|entry|key|record)',
		'(must|has to|needs to|should) be unique|(is|are) not unique|non-?unique|uniqueness|unique (constraint|index|key) ' +
			'(violat|failed)|violates? (the |a )?unique|muss eindeutig|doit être unique|debe ser (único|única)|deve ser (único|única)|' +
			'deve essere unico|moet uniek',
		'(existiert|gibt es|vorhanden|vergeben|angelegt) (schon|bereits)|(schon|bereits) (vorhanden|vergeben|' +
			'angelegt|verwendet|existiert)',
		'existe déjà|déjà (utilisé|existant|pris|créé)|ya existe|ya (está|ha sido|fue) |já existe|já (está|' +
			'foi) |esiste già|già (esistente|presente|in uso)',
		'bestaat al|al in gebruik|już istnieje|finns redan|redan finns|findes (allerede|i forvejen)|' +
			'finnes allerede|on jo olemassa|zaten (var|mevcut)',
		'уже (существует|есть|используется|занят)|既に(存在|使用|登録)|すでに(存在|使用|登録)|重複|已经?存在|已被(使用|占用)|重复|이미 (존재|사용|' +
			'있)|중복',
	].join('|'),
	'iu',
);

/** Do these words say that there is one already? */
export const tellsExisting = (text: string): boolean => ALREADY.test(text.slice(0, 1000).normalize('NFC'));

/** How deep an answer's own words are looked for. */
const DEPTH = 3;

/**
 * What a 2xx answer to a create says of itself, where it says something else than "created". Outside of the project every such word
 * counts; inside only what can be no trait of a project, because a new one may well be pending, or have a field called `exists`.
 *
 * @param holding what was found in the answer. `isNamed`: an object with an ID and our name.
 * @param isEcho whether a value was sent so: what comes back says nothing of the answer.
 */
export function disclaimerIn(
	content: Content,
	{ raw, hasId = false, isNamed = false }: Pick<Holding, 'raw' | 'hasId'> & { isNamed?: boolean },
	isEcho: (key: string, value: unknown) => boolean = () => false,
): Disclaimer | undefined {
	const body = structureOf(content);
	return isObject(body) ? within(body, { raw, hasId, isNamed, isEcho }, 0) : undefined;
}

interface View {
	raw?: unknown;
	hasId: boolean;
	isNamed: boolean;
	isEcho: (key: string, value: unknown) => boolean;
}

function within(body: JsonObject, view: View, depth: number): Disclaimer | undefined {
	const isProject = body === view.raw && view.hasId;
	const own = saysOf(body, isProject, view);
	// What is inside of a project that has our name is its own.
	if (own || depth >= DEPTH || (isProject && view.isNamed)) return own;
	for (const [key, value] of Object.entries(body)) {
		if (!isObject(value)) continue;
		const word = fold(key);
		// Something is still at work beside a project that is there: it is being set up.
		const isOrder = ORDERS.has(word) && !view.isNamed;
		if (!ENVELOPES.has(word) && !isOrder && !isAround(value, view.raw)) continue;
		const inner = within(value, view, depth + 1);
		if (inner) return inner;
	}
	return undefined;
}

/** Is this the project, or what it is wrapped in? */
const isAround = (value: JsonObject, raw: unknown, depth = 0): boolean =>
	value === raw || (depth < DEPTH && Object.values(value).some((inner) => isObject(inner) && isAround(inner, raw, depth + 1)));

/** One object's own words. `isProject`: it is the project itself, as far as can be told. */
function saysOf(body: JsonObject, isProject: boolean, { hasId, isNamed, isEcho }: View): Disclaimer | undefined {
	let lesser: Disclaimer | undefined;
	for (const [key, value] of Object.entries(body)) {
		const word = fold(key);
		const by = `${key}: ${isObject(value) || Array.isArray(value) ? '…' : String(value)}`.slice(0, 120);
		if (isProject && isEcho(key, value)) continue;
		if (isYes(value) && !Array.isArray(value)) {
			if (EXISTING.has(word) || (!isProject && EXISTING_BESIDE.has(word))) return { is: 'existing', by };
			if (PREVIEW.has(word)) return { is: 'preview', by };
		}
		if (isNo(value)) {
			if (MADE.has(word)) {
				if (hasId) return { is: 'existing', by };
				lesser ??= { is: 'none', by };
			}
			if (STORED.has(word) || (!isProject && STORED_BESIDE.has(word))) return { is: 'preview', by };
		}
		if (!hasId && NAMES_EXISTING.test(word)) {
			const one: unknown = Array.isArray(value) && value.length > 0 ? value[0] : value;
			if (isObject(one) && Object.keys(one).some((name) => IDS.includes(fold(name)))) return { is: 'existing', by, shown: one };
			if (/id$/.test(word) && (typeof value === 'string' || typeof value === 'number') && value !== '') return { is: 'existing', by };
		}
		if (!hasId && PREVIEW.has(word) && isObject(value)) return { is: 'preview', by };
		if (typeof value !== 'string') continue;
		if (MESSAGES.has(word) && tellsExisting(value)) return { is: 'existing', by };
		if (!STATES.has(word) && !ACTS.has(word)) continue;
		const state = fold(value.trim());
		// A new project may be in any state; that it was turned down cannot be one of those.
		if (isTurnedDown(value)) return { is: 'rejected', by };
		if (isProject && isNamed && !ACTS.has(word)) continue;
		if (STATED.existing.has(state) && hasId) return { is: 'existing', by };
		if (STATED.preview.has(state)) return { is: 'preview', by };
		if (STATED.pending.has(state) || (!isNamed && TAKEN.has(state))) lesser = { is: 'pending', by };
	}
	return lesser;
}

function words(text: string): ReadonlySet<string> {
	return new Set(text.split(' '));
}
