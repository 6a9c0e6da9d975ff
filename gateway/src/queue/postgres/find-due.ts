/** Finds out whether events that are set apart, held or between two tries, may go on. Writes nothing. */

import { LONGEST_WAIT_MS } from '../rules/is-held.js';
import type { Session } from './session.js';

/** Events that are set apart. */
export interface Due {
	/** The wait of some is over, or longer than any wait can be. */
	readonly isOver: boolean;
	/** When that of the first is over; infinite if there are none. */
	readonly nextMs: number;
}

/** The first and last time until which events are set apart, held or not. */
interface DueRow {
	readonly is_held: number;
	readonly first: number | null;
	readonly last: number | null;
}

const end = (which: 'min' | 'max') =>
	`(SELECT ${which}(due_ms)::float8 FROM @queue WHERE pixel = $1 AND is_held = h.is_held AND due_ms > 0)`;
const DUE = `SELECT h.is_held, ${end('min')} AS first, ${end('max')} AS last FROM (VALUES (0), (1)) AS h (is_held)`;

export async function findDue(session: Session, pixelId: string, nowMs: number): Promise<Due> {
	const rows = await session.query<DueRow>(DUE, [pixelId]);
	const longest = new Map<number, number>(LONGEST_WAIT_MS);
	const isOver = rows.some(
		({ is_held, first, last }) =>
			(first !== null && first <= nowMs) || (last !== null && last > nowMs + (longest.get(is_held) ?? 0)),
	);
	return { isOver, nextMs: Math.min(...rows.map(({ first }) => first ?? Number.POSITIVE_INFINITY)) };
}
