/** The reason that a note of the mapper stands for, with its cure: for counts, which keep notes and no events. */

import once from 'lodash/once.js';
import type { Note } from '../note.js';
import { sha256 } from '../primitives/sha256.js';
import type { ReasonCase } from './reason-case.js';
import { REASONS, type Reason } from './reasons.js';
import { isTrace, type Trace, traceEvent } from './trace.js';
import { watchedMappingOf } from './watch-mapping.js';

const ORDER = { type: 'track', event: 'Order Completed', messageId: 'm', properties: {} };
const SETTINGS = {};

/** Of that order; made when it is first needed. */
const traceOrder = once(() => traceEvent(ORDER, watchedMappingOf(SETTINGS), { nowMs: 0, profile: undefined, sha256 }));

/**
 * Finds the row that this note alone makes true, of an order of which nothing else is known.
 *
 *   findReasonOfNote({ path: 'data.amount', message: 'left out because its currency is unknown.' })?.code // 'no_amount'
 */
export function findReasonOfNote(note: Note): Reason | undefined {
	const trace = traceOrder();
	if (!isTrace(trace)) return undefined;
	const [withNote, without] = [toCase(trace, [note]), toCase(trace, [])];
	return REASONS.find((row) => row.find(withNote) !== undefined && row.find(without) === undefined);
}

function toCase(trace: Trace, notes: Trace['notes']): ReasonCase {
	return { trace: { ...trace, notes }, notRead: [] };
}
