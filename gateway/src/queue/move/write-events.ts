/** Adds events and their ids to the tables that gateways share. Whatever they know already stays as it is. */

import { KNOWN_IDS } from '../postgres/tally-change.js';
import type { Write } from '../postgres/write.js';
import { toByteColumns, toColumns, toDigests } from './columns.js';
import type { Carried, SourceRow } from './rows.js';

/** An event is new if its id is. One that was cancelled there meanwhile is known from now on, and not queued. */
const ADD_WAITING = `WITH input AS MATERIALIZED (
	SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
		$9::int[], $10::int[], $11::int[], $12::int[], $13::int[], $14::int[], $15::text[], $16::text[], $17::text[]) WITH ORDINALITY
		AS i (digest, json, about, deadline_ms, arrived_ms, due_ms, user_mark, anonymous_mark, attempts, size_bytes, lane, class, tier,
			is_held, pixel, sender, reference, ord)
), fresh AS (
	INSERT INTO @seen (digest, tier, at_ms) SELECT digest, tier, arrived_ms FROM input ORDER BY digest, tier
	ON CONFLICT (digest) DO NOTHING RETURNING digest
), judged AS MATERIALIZED (
	SELECT i.*, i.reference IS NOT NULL AND EXISTS (SELECT 1 FROM @cancellations c
			WHERE c.reference = i.reference AND c.tier <= i.tier AND c.until_ms > i.arrived_ms) AS is_cancelled
	FROM input i WHERE i.digest IN (SELECT digest FROM fresh)
), added AS (
	INSERT INTO @queue (digest, json, about, deadline_ms, arrived_ms, due_ms, user_mark, anonymous_mark, attempts, size_bytes, lane,
		class, tier, is_held, pixel, sender, reference)
	SELECT digest, json, about, deadline_ms, arrived_ms, due_ms, user_mark, anonymous_mark, attempts, size_bytes, lane,
		class, tier, is_held, pixel, sender, reference
	FROM judged WHERE NOT is_cancelled ORDER BY ord
	RETURNING pixel, class, tier, sender, size_bytes
) SELECT pixel, class, tier, coalesce(sender, '') AS sender, count(*)::int AS events, sum(size_bytes)::float8 AS bytes,
	(SELECT count(*)::int FROM fresh) AS ids, (SELECT count(*)::int FROM judged WHERE is_cancelled) AS cancelled
FROM added GROUP BY GROUPING SETS ((pixel, class, tier, sender), ())`;

const NUMBERS = [
	'deadline_ms',
	'arrived_ms',
	'due_ms',
	'user_mark',
	'anonymous_mark',
	'attempts',
	'size_bytes',
	'lane',
	'class',
];

interface AddedKind {
	/** `null` in the row that counts everything. */
	readonly pixel: string | null;
	readonly class: number;
	readonly tier: number;
	readonly sender: string;
	readonly events: number;
	readonly bytes: number;
	readonly ids: number;
	readonly cancelled: number;
}

export async function addWaiting(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	const kinds = await write.query<AddedKind>(ADD_WAITING, [
		toDigests(rows),
		...toByteColumns(rows, ['json', 'about']),
		...toColumns(rows, [...NUMBERS, 'tier', 'is_held', 'pixel', 'sender', 'reference']),
	]);
	let result = { carried: 0, cancelled: 0 };
	for (const { pixel, class: eventClass, tier, sender, events, bytes, ids, cancelled } of kinds) {
		if (pixel !== null) write.tally.add({ pixel, class: eventClass, tier, sender }, events, bytes);
		else {
			write.tally.add(KNOWN_IDS, ids, 0);
			result = { carried: events, cancelled };
		}
	}
	return result;
}

const LETTER_NUMBERS = [
	'at_ms',
	'deadline_ms',
	'user_mark',
	'anonymous_mark',
	'attempts',
	'size_bytes',
	'lane',
	'tier',
	'is_refused',
];
const LETTER_TEXTS = ['pixel', 'reason', 'detail', 'type', 'sender'];
const ADD_LETTERS = `INSERT INTO @dead_letters (json, about, ${[...LETTER_NUMBERS, ...LETTER_TEXTS].join(', ')})
	SELECT ${['json', 'about', ...LETTER_NUMBERS, ...LETTER_TEXTS].join(', ')}
	FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[], $8::int[], $9::int[],
		$10::int[], $11::int[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[]) WITH ORDINALITY
		AS i (json, about, ${[...LETTER_NUMBERS, ...LETTER_TEXTS].join(', ')}, ord) ORDER BY ord`;

export async function addLetters(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	const values = [...toByteColumns(rows, ['json', 'about']), ...toColumns(rows, [...LETTER_NUMBERS, ...LETTER_TEXTS])];
	await write.query(ADD_LETTERS, values);
	return { carried: rows.length };
}

const ADD_IDS = `WITH fresh AS (
	INSERT INTO @seen AS s (digest, tier, at_ms)
	SELECT digest, min(tier), min(at_ms) FROM unnest($1::bytea[], $2::int[], $3::bigint[]) AS i (digest, tier, at_ms) GROUP BY 1 ORDER BY 1
	ON CONFLICT (digest) DO UPDATE SET tier = excluded.tier WHERE s.tier > excluded.tier RETURNING (xmax = 0) AS is_new
) SELECT count(*) FILTER (WHERE is_new)::int AS added FROM fresh`;

/** A server's use of an id counts for more than a browser's. */
export async function addIds(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	const values = [toDigests(rows), ...toColumns(rows, ['tier', 'at_ms'])];
	const [row] = await write.query<{ added: number }>(ADD_IDS, values);
	const carried = row?.added ?? 0;
	write.tally.add(KNOWN_IDS, carried, 0);
	return { carried };
}
