/** The notes that go into a result: a few, and none of money or a person crowded out by hundreds of items. */

import { type Note, toNoteKind } from '../note.js';

/** (product decision) */
export const MAX_NOTES = 20;

/** What comes first if there are too many: money and the person. */
const FIRST = /^(?:data\.(?:amount|currency)|user)\b/;

/** All notes if there are at most {@link MAX_NOTES}; else the first of each kind, those on money and the person in front. */
export function listNotes(notes: readonly Note[]): readonly Note[] {
	if (notes.length <= MAX_NOTES) return notes;
	const kinds = new Map<string, Note>();
	for (const note of notes) {
		const { path } = toNoteKind(note);
		if (!kinds.has(path)) kinds.set(path, note);
	}
	const firsts = [...kinds.values()];
	return [...firsts.filter(isFirst), ...firsts.filter((note) => !isFirst(note))].slice(0, MAX_NOTES);
}

function isFirst({ path }: Note): boolean {
	return FIRST.test(path);
}
