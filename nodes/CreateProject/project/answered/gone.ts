import type { Json } from '../../services/service';
import { isObject } from '../json';
import { isNo, isYes } from './denial';
import { fold } from './places';

/** Projects that are in a list although they have been deleted, or put aside. */

const FLAGS = new Set(
	(
		'deleted isdeleted trashed istrashed intrash isintrash inbin removed ' +
		'isremoved softdeleted issoftdeleted discarded isdiscarded destroyed ' +
		'isdestroyed purged ispurged isdel delflag deleteflag deletedflag'
	).split(' '),
);
const TIMES = new Set(
	(
		'deletedat deletedon deleteddate datedeleted deletedtime deletetime ' +
		'deletiontime deletiontimestamp timedeleted trashedat trashedon removedat ' +
		'removedon discardedat destroyedat'
	).split(' '),
);
const STATES = new Set(['status', 'state', 'lifecycle', 'lifecyclestate', 'lifecyclestatus', 'recordstatus', 'recordstate', 'poststatus']);
const GONE = new Set(
	(
		'deleted trashed trash intrash removed deleterequested ' +
		'deletionrequested pendingdelete pendingdeletion deleting destroyed purged softdeleted ' +
		'recycled discarded gelöscht papierkorb supprimé supprimée eliminado ' +
		'eliminada borrado borrada excluído excluída apagado apagada eliminato ' +
		'eliminata cestinato verwijderd usunięty usunięto удален удалён ' +
		'удалено 削除 削除済 削除済み ゴミ箱 已删除 回收站 삭제 삭제됨'
	).split(' '),
);

/** Put aside, but there: whoever goes on with it should know. */
const ASIDE_FLAGS = new Set('archived isarchived closed isclosed inactive isinactive disabled isdisabled suspended issuspended'.split(' '));
const ASIDE_TIMES = new Set('archivedat archivedon archiveddate datearchived closedat closedon dateclosed completedat'.split(' '));
const ASIDE = new Set(
	(
		'archived closed inactive disabled suspended archiviert abgeschlossen geschlossen inaktiv archivé archivée fermé clôturé archivado ' +
		'archivada cerrado cerrada arquivado arquivada encerrado archiviato chiuso gearchiveerd gesloten arkiverad архивный закрыт ' +
		'アーカイブ済み 已归档 已关闭 보관됨'
	).split(' '),
);

/** Does a project say that it is archived or closed? @returns the word that says so, as it stands there. */
export const asideBy = (entry: Json): string | undefined =>
	saidBy(entry, { flags: ASIDE_FLAGS, times: ASIDE_TIMES, states: ASIDE }) ??
	saidBy(entry, { flags: new Set(['active', 'isactive', 'enabled', 'isenabled']), times: new Set(), states: new Set() }, isNo);

/** A moment, and no "never" such as `0000-00-00`. */
const isMoment = (value: Json): boolean =>
	(typeof value === 'number' && value > 0) || (typeof value === 'string' && /[1-9]/.test(value)) || isObject(value);

/**
 * Does an entry say that it has been deleted? Its name may be taken all the same.
 *
 * @returns the word that says so, as it stands in the entry.
 */
export const goneBy = (entry: Json): string | undefined => saidBy(entry, { flags: FLAGS, times: TIMES, states: GONE });

interface Words {
	flags: ReadonlySet<string>;
	times: ReadonlySet<string>;
	states: ReadonlySet<string>;
}

function saidBy(entry: Json, { flags, times, states }: Words, isSet: (value: unknown) => boolean = isYes): string | undefined {
	if (!isObject(entry)) return undefined;
	for (const part of [entry, entry.attributes, entry.fields, entry.properties]) {
		if (!isObject(part)) continue;
		for (const [key, value] of Object.entries(part)) {
			const word = fold(key);
			const isState = STATES.has(word) && typeof value === 'string' && states.has(fold(value.trim().normalize('NFC')));
			// `deleted` may hold the moment itself.
			const isFlag =
				flags.has(word) && (isSet(value) || (isSet === isYes && typeof value === 'string' && /^\d{4}-/.test(value) && isMoment(value)));
			if (isState || isFlag || (times.has(word) && isMoment(value))) return isObject(value) ? key : `${key}: ${String(value)}`;
		}
	}
	return undefined;
}
