import type { ReplyMap } from '../../services/service';
import { getPath, isObject, readJson, type JsonObject } from '../json';
import { readXml, withoutRoot } from './markup';
import { fold } from './places';
import type { Content } from './reply';

/** Words of success and failure that APIs write into their bodies. */
const NO = new RegExp(
	'^(errors?|fail(ed|ure|s)?|ko|nok|not.?ok|unsuccess\\w*|exception|fault|invalid|false|no|fehler|' +
		'fehlgeschlagen|abgebrochen|échec|échoué|' +
		'erreur|fall[ao]|fallid[oa]|falha|falhou|erro|errore|fallit[oa]|fout|mislukt|błąd|ошибка|失敗|エラー|失败|错误|실패|오류)$',
	'iu',
);
/** States of what was turned down, in the languages of APIs; folded. */
const TURNED_DOWN = new Set(
	(
		'rejected declined denied refused disapproved forbidden abgelehnt verweigert zurückgewiesen refusé ' +
		'refusée rejeté rejetée rechazado ' +
		'rechazada denegado denegada rejeitado rejeitada recusado recusada negado negada rifiutato rifiutata ' +
		'respinto respinta geweigerd ' +
		'afgewezen odrzucony odrzucono отклонен отклонён отклонено 拒否 却下 被拒绝 已拒绝 拒绝 거부 거부됨'
	).split(' '),
);
/** Does a state say that something was turned down? No project is made in such a state. */
export const isTurnedDown = (state: string): boolean => TURNED_DOWN.has(fold(state.trim().normalize('NFC')));
const YES = /^(ok(ay)?|success\w*|succeeded|created|accepted|done|completed?|true|yes|none|null|0*|200|201|active|no.?errors?)$/i;
/** Words of a message that tells of success, in the languages of the APIs that answer nothing else; a word's beginning with `*`. */
const GOOD_WORDS = [
	...[
		'succes*',
		'succeed*',
		'created',
		'added',
		'accepted',
		'saved',
		'stored',
		'queued',
		'scheduled',
		'done',
		'ok',
		'received',
		'completed',
	],
	...['erstellt', 'angelegt', 'erfolgreich', 'créé', 'créée', 'succès', 'creado', 'creada', 'éxito', 'exitosamente', 'criado', 'criada'],
	...[
		'updated',
		'changed',
		'modified',
		'edited',
		'applied',
		'aktualisiert',
		'geändert',
		'gespeichert',
		'actualisé',
		'modifié',
		'enregistré',
	],
	...['actualizado', 'actualizada', 'modificado', 'guardado', 'atualizado', 'atualizada', 'alterado', 'salvo', 'aggiornato', 'modificato'],
	...['bijgewerkt', 'gewijzigd', 'opgeslagen', 'zaktualizowano', 'uppdaterad', 'opdateret', 'oppdatert', 'обновлен*', 'обновлён*'],
	...['更新*', '変更*', '保存*', '修改*', '업데이트*', '수정*'],
	...['sucesso', 'creato', 'creata', 'successo', 'aangemaakt', 'gelukt', 'utworzono', 'utworzony', 'skapad', 'skapat', 'oprettet'],
	...['opprettet', 'создан*', 'успешно', '成功*', '已创建*', '作成*', '생성*'],
];
/** Words that turn good news into bad ones. */
const BAD_WORDS = [
	'no',
	'not',
	'cannot',
	'fail*',
	'error*',
	'invalid*',
	'denied',
	'nicht',
	'kein*',
	'pas',
	'non',
	'não',
	'niet',
	'nie',
	'не',
	...['échec', 'fehler*', 'falha*', 'falló', 'keine*', 'impossible', 'unable', 'ohne', '不可*', 'ません*', '無効*', '無法*', '无法*'],
];

const holdsWord = (tokens: readonly string[], words: readonly string[]): boolean =>
	tokens.some((token) => words.some((word) => (word.endsWith('*') ? token.includes(word.slice(0, -1)) : token === word)));

/** Does a message tell of success? What it says in other words is taken for bad news. */
export function isGoodNews(message: string): boolean {
	if (YES.test(message.trim())) return true;
	const tokens =
		message
			.slice(0, 1000)
			.toLowerCase()
			.match(/[\p{L}\p{M}'’]+/gu) ?? [];
	const isNegative = holdsWord(tokens, BAD_WORDS) || tokens.some((token) => /n['’]t$|不|失败|错误|未/.test(token));
	return holdsWord(tokens, GOOD_WORDS) && !isNegative;
}

const FLAGS = new Set(['success', 'successful', 'succeeded', 'succeed', 'issuccess', 'issuccessful', 'wassuccessful', 'ok', 'isok']);
const BAD_FLAGS = new Set(['iserror', 'haserror', 'haserrors', 'isfailure', 'isfailed', 'failed', 'failure', 'failures']);
export const STATES = new Set([
	'status',
	'result',
	'outcome',
	'state',
	'type',
	'object',
	'stat',
	'ack',
	'response',
	'resultstatus',
	'responsestatus',
]);
const ERRORS = new Set(
	(
		'error errors exception fault errormessage errormessages errormsg errordetails exceptionmessage ' +
		'validationerrors fielderrors err ' +
		'violations failures'
	).split(' '),
);
const CODES = new Set([
	'code',
	'errcode',
	'errorcode',
	'errno',
	'errornumber',
	'ecode',
	'ret',
	'retcode',
	'returncode',
	'resultcode',
	'responsecode',
	'statuscode',
	'status',
	'subcode',
]);
export const MESSAGES = new Set([
	...['message', 'messages', 'msg', 'errmsg', 'errormsg', 'errormessage', 'errordescription', 'retmsg', 'detail', 'reason'],
	...['exceptionmessage', 'userpresentablemessage'],
]);
/** What stands beside an answer in words and says nothing of a project. */
const NOISE = new Set([
	...CODES,
	...STATES,
	...['timestamp', 'time', 'date', 'servertime', 'duration', 'path', 'instance', 'requestid', 'traceid', 'correlationid', 'trace'],
	...['documentationurl', 'help', 'moreinfo', 'links', 'meta', 'version', 'lang', 'stacktrace', 'exceptiontype'],
	...['title', 'description', 'details', 'info', 'text', '#text'],
]);
/** Envelopes in which the same words may stand. */
export const ENVELOPES = new Set([
	...['meta', 'status', 'head', 'header', 'headers', 'response', 'result', 'data', 'body', 'reply', 'answer', 'output', 'd', 'return'],
	...['envelope', 'root', 'responsestatus', 'responseheader', 'operation'],
]);
const LISTS = new Set(['results', 'data', 'items', 'responses', 'records', 'projects', 'entries', 'operations', 'result', 'response']);
const MOST_ENTRIES = 50;

/** What the answer has besides its words about success. */
export interface Holding {
	/** The object that was asked for, beyond doubt: a project with an ID and our name, a list with entries. */
	isProven?: boolean;
	/** That object itself, where its own words may be about what it is (a project whose status is "failed"). */
	raw?: unknown;
	/** Something with an ID. */
	hasId?: boolean;
	/** Entries of a list in the answer speak of what was asked for, as the answer to a create in bulk does. */
	readsEntries?: boolean;
}

const read = new WeakMap<Content, unknown>();

/** The structure in an answer, whatever it is written in: JSON, JSON inside a JSON text, XML. */
export function structureOf(content: Content): unknown {
	if (content.kind === 'json') {
		const { value } = content;
		if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
		try {
			return readJson(value);
		} catch {
			return value;
		}
	}
	if (content.kind !== 'text') return undefined;
	// The same objects each time: what is found in one reading is known again in another.
	if (!read.has(content)) read.set(content, readXml(content.text));
	return read.get(content);
}

/**
 * Does the body of a 2xx answer say that nothing was done? The one predicate for creates, updates and searches.
 *
 * A word that can mean nothing else (`success: false`, an `error`) is believed beside anything. A word that may also be part of a
 * project (`code`, a number called `status`) or of good news (a lone `message`) counts only where no project came with it.
 */
export function deniesSuccess(
	content: Content,
	{ protocol, ok }: { protocol?: 'graphql' | 'rpc'; ok?: ReplyMap['ok'] },
	holding: Holding = {},
): boolean {
	if (protocol !== undefined) {
		if (content.kind !== 'json') return content.kind !== 'truncated' && content.kind !== 'large';
		const body = content.value;
		if (protocol === 'graphql' && isTrouble(getPath(body, 'errors'))) return true;
		if (protocol === 'rpc' && (isPresent(getPath(body, 'error')) || [false, null].includes(getPath(body, 'result') as null))) return true;
		return ok !== undefined && getPath(body, ok.path) !== ok.is;
	}
	if (ok !== undefined) return content.kind === 'json' && getPath(content.value, ok.path) !== ok.is;
	const body = structureOf(content);
	if (body === undefined) return content.kind === 'text' && isRefusalInWords(content.text);
	if (typeof body === 'string') return isRefusalInWords(body);
	if (body === false) return true;
	return denies(content.kind === 'text' && !holdsErrorRoot(body) ? withoutRoot(body as JsonObject) : body, holding, 0);
}

const holdsErrorRoot = (body: unknown): boolean => isObject(body) && Object.keys(body).some((key) => ERRORS.has(fold(key)));

function denies(body: unknown, holding: Holding, depth: number): boolean {
	if (Array.isArray(body)) {
		if (!holding.readsEntries || holding.isProven) return false;
		return body.slice(0, MOST_ENTRIES).some((entry) => isObject(entry) && saysNo(entry, holding, depth));
	}
	if (!isObject(body)) return false;
	if (saysNo(body, holding, depth)) return true;
	if (depth >= 3) return false;
	return Object.entries(body).some(([key, value]) => {
		if (typeof value !== 'object' || value === null || value === holding.raw) return false;
		const word = fold(key);
		return (Array.isArray(value) ? LISTS : ENVELOPES).has(word) && denies(value, holding, depth + 1);
	});
}

/** One object's own words. */
function saysNo(body: JsonObject, holding: Holding, depth: number): boolean {
	const isProject = body === holding.raw;
	let hasBadCode = false;
	let hasNumber = false;
	let message: string | undefined;
	let isLone = true;
	for (const [key, value] of Object.entries(body)) {
		const word = fold(key);
		if (FLAGS.has(word) && isNo(value)) return true;
		if (BAD_FLAGS.has(word) && isYes(value) && !(isProject && holding.isProven)) return true;
		if (ERRORS.has(word) && isTrouble(value) && !(isProject && holding.isProven && !isWords(value))) return true;
		if (STATES.has(word) && isNoState(word, value) && !(isProject && holding.isProven)) return true;
		if (CODES.has(word)) {
			if (isBadNumber(word, value)) hasBadCode = hasNumber = true;
			else if (typeof value === 'string' && word !== 'status' && !/^\d+$/.test(value) && !YES.test(value.trim())) hasBadCode = true;
		} else if (MESSAGES.has(word)) {
			if (typeof value === 'string' && value.trim() !== '') message ??= value;
			else if (Array.isArray(value) && typeof value[0] === 'string') message ??= value[0];
		} else if (!NOISE.has(word) && isPresent(value) && !(word === 'name' && /(error|exception)$/i.test(String(value)))) isLone = false;
	}
	if (holding.isProven) return false;
	const isGood = message !== undefined && isGoodNews(message);
	if (holding.hasId && !isLone) return hasNumber && message !== undefined && !isGood;
	if (hasNumber || (hasBadCode && (message !== undefined || isLone))) return !isGood;
	return depth === 0 && message !== undefined && isLone && !isGood;
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

export const isNo = (value: unknown): boolean =>
	value === false || value === 0 || (typeof value === 'string' && /^\s*(false|0|no|n|off|f)\s*$/i.test(value));

export const isYes = (value: unknown): boolean =>
	value === true ||
	(typeof value === 'number' && value > 0) ||
	(typeof value === 'string' && /^\s*(true|yes|[1-9]\d*)\s*$/i.test(value)) ||
	(Array.isArray(value) && value.length > 0);

function isNoState(word: string, value: unknown): boolean {
	if (value === false) return true;
	if (typeof value !== 'string') return false;
	return isTurnedDown(value) || (NO.test(value.trim()) && (word !== 'type' || /^(errors?|exception|fault)$/i.test(value.trim())));
}

/** `errors: []`, `error: null`, `error: {code: 0}` are no trouble; words, entries and codes are. */
function isTrouble(value: unknown, depth = 0): boolean {
	if (value === undefined || value === null || value === false || value === 0) return false;
	if (typeof value === 'string') return value.trim() !== '' && !YES.test(value.trim()) && !/^(false|no)$/i.test(value.trim());
	if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).some((entry) => isTrouble(entry, depth + 1));
	if (isObject(value))
		return (
			depth > 3 ||
			Object.values(value)
				.slice(0, MOST_ENTRIES)
				.some((entry) => isTrouble(entry, depth + 1))
		);
	return true;
}

const isWords = (value: unknown): boolean => typeof value === 'string' || isObject(value) || Array.isArray(value);

/** HTTP statuses are told by their size; any other code is good only as 0 or 2xx. */
function isBadNumber(word: string, value: unknown): boolean {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (!/^-?\d{1,12}$/.test(text)) return false;
	const number = Number(text);
	if (word === 'status' || word === 'statuscode') return number < 0 || (number >= 400 && number < 600) || number > 999;
	return number !== 0 && !(number >= 200 && number < 300);
}

/** How a body begins that is a refusal in one line of text: "ERROR: name taken". */
const REFUSAL =
	/^["'[( ]*(errors?|exception|fail(ed|ure)?|fatal|invalid|(access )?denied|unauthori[sz]ed|forbidden|not (allowed|found)|false)\b/i;

const isRefusalInWords = (text: string): boolean => REFUSAL.test(text.slice(0, 200).trim());
