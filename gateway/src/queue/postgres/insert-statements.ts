/** The statements that write events. */

import { DIGEST_BYTES } from './event-columns.js';

/**
 * What is new is found in a hashed list and not by a join, which would go row by row while the tables' statistics are young.
 * Takes the values of `toColumns`.
 */
const ADDED = `WITH input AS MATERIALIZED (
	SELECT substring($1::bytea FROM ((ord - 1) * ${DIGEST_BYTES} + 1)::int FOR ${DIGEST_BYTES}) AS digest, i.*
	FROM unnest($4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::bigint[], $11::bigint[], $12::int[],
		$13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::text[], $18::text[], $19::int[]) WITH ORDINALITY
		AS i (size, about_size, at, about_at, lane, class, deadline_ms, due_ms, is_held, reference, user_mark, anonymous_mark,
			arrived_ms, pixel, sender, tier, ord)
), fresh AS (
	INSERT INTO @seen AS s (digest, tier, at_ms) SELECT digest, tier, arrived_ms FROM input ORDER BY digest
	ON CONFLICT (digest) DO UPDATE SET tier = excluded.tier WHERE s.tier > excluded.tier
	RETURNING digest, (xmax = 0) AS is_new
), judged AS MATERIALIZED (
	SELECT i.*, i.digest IN (SELECT digest FROM fresh) AS is_fresh, i.digest IN (SELECT digest FROM fresh WHERE is_new) AS is_new,
		i.reference IS NOT NULL AND EXISTS (SELECT 1 FROM @cancellations c
			WHERE c.reference = i.reference AND c.tier <= i.tier AND c.until_ms > i.arrived_ms) AS is_cancelled
	FROM input i
), added AS (
	INSERT INTO @queue (deadline_ms, arrived_ms, due_ms, user_mark, anonymous_mark, size_bytes, lane, class, tier, is_held, pixel,
		digest, sender, reference, json, about)
	SELECT deadline_ms, arrived_ms, due_ms, user_mark, anonymous_mark, size, lane, class, tier, is_held, pixel, digest, sender,
		reference, substring($2::bytea FROM at + 1 FOR size), substring($3::bytea FROM about_at + 1 FOR about_size)
	FROM judged WHERE is_fresh AND NOT is_cancelled ORDER BY ord
)`;
const PLACES = '(ord - 1)::int AS place, is_new, is_cancelled';
const OF_FRESH = 'FROM judged WHERE is_fresh ORDER BY ord';

/** Within a transaction, which counts what was added. */
export const INSERT = `${ADDED} SELECT ${PLACES} ${OF_FRESH}`;

/**
 * On its own, with what it adds to the tallies: the gateway and the slot are its last two values. One round trip where a
 * transaction takes four. A server that does not wait for its disk by default waits here.
 */
export const INSERT_AND_COUNT = `${ADDED}, tallied AS (
	INSERT INTO @tallies AS t (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT $20, $21::smallint, pixel, class, tier, coalesce(sender, ''), count(*), sum(size) FROM judged
	WHERE is_fresh AND NOT is_cancelled GROUP BY pixel, class, tier, coalesce(sender, '')
	UNION ALL SELECT $20, $21::smallint, '', 0, 0, '', count(*), 0 FROM judged WHERE is_new HAVING count(*) > 0
	ON CONFLICT (gateway, slot, pixel, class, tier, sender)
	DO UPDATE SET events = t.events + excluded.events, bytes = t.bytes + excluded.bytes
) SELECT ${PLACES}, (SELECT pg_current_xact_id()::text) AS transaction_id,
	(SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off') AS sync
	${OF_FRESH}`;
