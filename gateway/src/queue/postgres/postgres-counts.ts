/** Counts by the hour, of all gateways together. */

import {
	type Count,
	type CountRow,
	type Counts,
	DAILY_DAYS,
	HOUR_MS,
	HOURLY_DAYS,
	HOURS_A_DAY,
	MAX_ROWS,
	MAX_WHAT,
	OTHER,
} from '../counts.js';
import type { Database, Session } from './database.js';
import type { Transactions } from './transactions.js';

const KNOWN = 'SELECT what FROM @counts WHERE hour = $1 AND pixel = $2 AND what = ANY($3::text[])';
const ROWS = 'SELECT count(*)::int AS rows FROM @counts WHERE hour = $1 AND pixel = $2';
const ADD = `INSERT INTO @counts AS c (hour, pixel, what, n) SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[])
	ON CONFLICT (hour, pixel, what) DO UPDATE SET n = c.n + excluded.n`;
const READ = `SELECT hour::float8 AS hour, pixel AS "pixelId", what, n::float8 AS n FROM @counts WHERE hour >= $1 AND hour < $2`;
/** Old hours become days. */
const FOLD = `WITH old AS (DELETE FROM @counts WHERE (hour, pixel, what) IN (
		SELECT hour, pixel, what FROM @counts WHERE hour < $1 AND hour % ${HOURS_A_DAY} <> 0 LIMIT $2) RETURNING *),
	days AS (INSERT INTO @counts AS c (hour, pixel, what, n)
		SELECT hour - hour % ${HOURS_A_DAY}, pixel, what, sum(n) FROM old GROUP BY 1, 2, 3
		ON CONFLICT (hour, pixel, what) DO UPDATE SET n = c.n + excluded.n)
	SELECT count(*)::int AS count FROM old`;
const DROP = 'DELETE FROM @counts WHERE hour < $1';

export function createCounts(database: Database, transactions: Transactions, nowMs: () => number): Counts {
	return {
		add: (pixelId, counts) =>
			transactions.run(async (write) => {
				await addCounts(write, pixelId, counts, nowMs());
			}),
		read: (fromHour, toHour) => database.query<CountRow>(READ, [fromHour, toHour]),
	};
}

/** To be called within a transaction. Returns those that have a row once it is committed. */
export async function addCounts(
	session: Session,
	pixelId: string,
	counts: readonly Count[],
	nowMs: number,
): Promise<readonly string[]> {
	if (counts.length === 0) return [];
	const hour = Math.floor(nowMs / HOUR_MS);
	const sums = addUp(counts.map(({ what, n }) => ({ what: what.length > MAX_WHAT ? OTHER : what, n })));
	const found = await session.query<{ what: string }>(KNOWN, [hour, pixelId, [...sums.keys()]]);
	const known = new Set(found.map(({ what }) => what));
	const [row] = known.size === sums.size ? [] : await session.query<{ rows: number }>(ROWS, [hour, pixelId]);
	let room = MAX_ROWS - (row?.rows ?? 0);
	const kept = [...sums].map(([what, n]) => ({ what: known.has(what) || room-- > 0 ? what : OTHER, n }));
	// In one order, so that transactions wait for each other and not in a circle.
	const all = [...addUp(kept)].sort(([one], [other]) => (one < other ? -1 : 1));
	const whats = all.map(([what]) => what);
	await session.query(ADD, [hour, pixelId, whats, all.map(([, n]) => n)]);
	return whats;
}

/** Puts old hours together to days and drops old days. To be called within a transaction. @returns whether there may be more */
export async function cleanCounts(session: Session, nowMs: number, slice: number): Promise<boolean> {
	const hour = Math.floor(nowMs / HOUR_MS);
	const [row] = await session.query<{ count: number }>(FOLD, [hour - HOURLY_DAYS * HOURS_A_DAY, slice]);
	await session.query(DROP, [hour - DAILY_DAYS * HOURS_A_DAY]);
	return row?.count === slice;
}

function addUp(counts: readonly Count[]): Map<string, number> {
	const sums = new Map<string, number>();
	for (const { what, n } of counts) {
		const text = what.replaceAll('\u0000', '');
		sums.set(text, (sums.get(text) ?? 0) + n);
	}
	return sums;
}
