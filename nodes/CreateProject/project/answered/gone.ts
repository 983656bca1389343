import type { Json } from '../../services/service';
import { isObject } from '../json';
import { isYes } from './denial';
import { fold } from './places';

/** Projects that are in a list although they have been deleted. */

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

/** A moment, and no "never" such as `0000-00-00`. */
const isMoment = (value: Json): boolean =>
	(typeof value === 'number' && value > 0) || (typeof value === 'string' && /[1-9]/.test(value)) || isObject(value);

/**
 * Does an entry say that it has been deleted? Its name may be taken all the same.
 *
 * @returns the word that says so, as it stands in the entry.
 */
export function goneBy(entry: Json): string | undefined {
	if (!isObject(entry)) return undefined;
	for (const part of [entry, entry.attributes, entry.fields, entry.properties]) {
		if (!isObject(part)) continue;
		for (const [key, value] of Object.entries(part)) {
			const word = fold(key);
			const isState = STATES.has(word) && typeof value === 'string' && GONE.has(fold(value.trim().normalize('NFC')));
			// `deleted` may hold the moment itself.
			const isFlag = FLAGS.has(word) && (isYes(value) || (typeof value === 'string' && /^\d{4}-/.test(value) && isMoment(value)));
			if (isState || isFlag || (TIMES.has(word) && isMoment(value))) return isObject(value) ? key : `${key}: ${String(value)}`;
		}
	}
	return undefined;
}
