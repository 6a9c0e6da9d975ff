/** The id by which OpenAI tells one conversion from another. */

import { toText } from '../../primitives/text.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { EventTarget, Mapping } from '../paths/mapping.js';
import { findFirst } from '../paths/paths.js';

/** The first id at the row's `idFrom`, else at the setting's, with a note that the row's had none. */
export function findId(
	{ sources, notes }: EventInProgress,
	{ idPlaces }: EventTarget,
	mapping: Mapping,
): string | undefined {
	const own = idPlaces === undefined ? undefined : findFirst(idPlaces, sources, toText);
	const id = own ?? findFirst(mapping.id, sources, toText);
	if (idPlaces !== undefined && own === undefined && id !== undefined)
		notes.push({
			path: 'id',
			message: "none at the row's idFrom, the setting idFrom is used. Duplicates may count twice.",
		});
	return id;
}
