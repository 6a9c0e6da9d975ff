/** Adds what is kept besides events to what gateways share: states, cancellations, signatures and counts. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { Write } from '../postgres/write.js';
import { toByteColumns, toColumns } from './columns.js';
import type { Carried, SourceRow } from './rows.js';

/** Counts the rows that a statement has changed. */
const counted = (statement: string) =>
	`WITH changed AS (${statement} RETURNING 1) SELECT count(*)::int AS carried FROM changed`;

/** What a pixel remembers there is younger; if it is paused on either side, it is paused. */
const MERGE_STATES = counted(`INSERT INTO @pixels AS p (pixel, is_paused, memory, paused_since_ms)
	SELECT * FROM unnest($1::text[], $2::boolean[], $3::text[], $4::bigint[])
	ON CONFLICT (pixel) DO UPDATE SET is_paused = p.is_paused OR excluded.is_paused, memory = coalesce(p.memory, excluded.memory),
		paused_since_ms = coalesce(p.paused_since_ms, excluded.paused_since_ms)`);

export function mergeStates(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	const states = rows.map(({ state }) => parseJson(String(state))).map((state) => (isRecord(state) ? state : {}));
	const memories = states.map(({ memory }) => (isRecord(memory) ? JSON.stringify(memory) : null));
	const times = states.map(({ pausedSinceMs: ms }) => (typeof ms === 'number' ? Math.floor(ms) : null));
	const [pixels = []] = toColumns(rows, ['pixel']);
	return run(write, MERGE_STATES, [pixels, states.map(({ isPaused }) => isPaused === true), memories, times]);
}

const MERGE_LIMITS = counted(`INSERT INTO @cancellations AS c (reference, tier, until_ms)
	SELECT reference, tier, max(until_ms) FROM unnest($1::text[], $2::int[], $3::bigint[]) AS i (reference, tier, until_ms) GROUP BY 1, 2 ORDER BY 1, 2
	ON CONFLICT (reference, tier) DO UPDATE SET until_ms = excluded.until_ms WHERE c.until_ms < excluded.until_ms`);

export function mergeLimits(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	return run(write, MERGE_LIMITS, toColumns(rows, ['reference', 'tier', 'until_ms']));
}

const REMEMBER = counted(`INSERT INTO @signatures (signature, body, at_ms)
	SELECT signature, body, at_ms FROM unnest($1::bytea[], $2::bytea[], $3::bigint[]) WITH ORDINALITY AS i (signature, body, at_ms, ord) ORDER BY ord
	ON CONFLICT (signature) DO NOTHING`);

export function rememberSignatures(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	return run(write, REMEMBER, [...toByteColumns(rows, ['signature', 'body']), ...toColumns(rows, ['at_ms'])]);
}

const ADD_COUNTS = counted(`INSERT INTO @counts AS c (hour, pixel, what, n)
	SELECT hour, pixel, what, sum(n) FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) AS i (hour, pixel, what, n)
	GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
	ON CONFLICT (hour, pixel, what) DO UPDATE SET n = c.n + excluded.n`);

export function addCounts(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	return run(write, ADD_COUNTS, toColumns(rows, ['hour', 'pixel', 'what', 'n']));
}

/** What gateways there say of an alert is younger. */
const ADD_ALERTS =
	counted(`INSERT INTO @alerts (id, alert, ended_ms) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
	ON CONFLICT (id) DO NOTHING`);

export function addAlerts(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	return run(write, ADD_ALERTS, toColumns(rows, ['id', 'alert', 'ended_ms']));
}

async function run(write: Write, statement: string, values: readonly unknown[]): Promise<Carried> {
	const [row] = await write.query<Carried>(statement, values);
	return { carried: row?.carried ?? 0 };
}
