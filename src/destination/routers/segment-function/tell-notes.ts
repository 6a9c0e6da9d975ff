/** Writes to the function's log what was left out of the events of one invocation: each kind once, with a count. */

import type { EventResult } from '../../event-result.js';
import { isLoss, toNoteKind } from '../../note.js';

/** Lines for one invocation. Our choice. */
const MAX_LINES = 20;

/** `data.amount: left out because its currency is unknown. ... (2 events)`. Paths and kinds of values, never values. */
export function tellNotes(results: readonly EventResult[], tell: (line: string) => void): void {
	const counts = new Map<string, number>();
	for (const { notes = [] } of results) {
		const kinds = notes.filter(isLoss).map((note) => `${toNoteKind(note).path}: ${note.message}`);
		for (const kind of new Set(kinds)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	for (const [kind, count] of [...counts].slice(0, MAX_LINES)) tell(`${kind} (${count} events)`);
}
