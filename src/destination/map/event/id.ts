/** The id by which OpenAI tells conversions apart. */

import { toText } from '../../primitives/text.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { EventTarget, Mapping } from '../paths/mapping.js';
import { findFirst } from '../paths/sources.js';

/** Finds the first id at the row's `idFrom`, else at the setting's. In the second case a row with `idFrom` gets a note. */
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
			message: "no id at the row's idFrom, the setting idFrom is used. Duplicates may count twice.",
		});
	return id;
}
