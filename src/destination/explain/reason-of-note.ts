/** The reason that a note of the mapper stands for, with its cure: for counts, which keep notes and no events. */

import type { Note } from '../note.js';
import type { ReasonCase } from './reason-case.js';
import { REASONS, type Reason } from './reasons.js';

/**
 * Finds the row that this note alone makes true, of an order of which nothing else is known.
 *
 *   findReasonOfNote({ path: 'data.amount', message: 'left out because its currency is unknown.' })?.code // 'no_amount'
 */
export function findReasonOfNote(note: Note): Reason | undefined {
	const [withNote, without] = [toCase([note]), toCase([])];
	return REASONS.find((row) => holds(row, withNote) && !holds(row, without));
}

function holds({ find }: Reason, one: ReasonCase): boolean {
	try {
		return find(one) !== undefined;
	} catch {
		return false; // It asks for more than notes.
	}
}

function toCase(notes: readonly Note[]): ReasonCase {
	const reading = { event: {}, target: { type: 'order_created' } };
	const trace = { notes, matchKeys: 0, draft: { data: {} }, reading, context: { nowMs: 0 } };
	return { trace, notRead: [] } as unknown as ReasonCase; // What the rows about notes ask for.
}
