/** Writes what became of a batch. */

import type { Settlement } from '../queue.js';
import { toLane } from '../rules/lane.js';
import type { TallyRow } from '../rules/tally.js';
import { BROWSER, SERVER } from '../rules/tier.js';
import type { QueueTables } from './insert-events.js';
import { toKeyList } from './queue-row.js';

export interface Settled {
	readonly removed: readonly TallyRow[];
	/** Retries that were gone, since their people had said no. */
	readonly forgotten: number;
}

interface RowOrigin {
	readonly digest: string;
	readonly tier: number;
}

/** Keys of the events that leave the queue. */
export function toLeaving({ delivered, deadLetters }: Settlement): readonly string[] {
	return [...delivered, ...deadLetters.map(({ key }) => key)];
}

/** To be called within a transaction. A retry whose place a server's event has taken meanwhile is removed too. */
export function settleEvents({ sql, seen }: QueueTables, settlement: Settlement, nowMs: number): Settled {
	for (const { key, reason, detail } of settlement.deadLetters) {
		sql.bury.run([nowMs, reason, detail, key]);
		// OpenAI has stored no dead letter, so one that is sent again with a corrected mapping is a new event.
		// An id that a server has used since stays known.
		const row = sql.origin.get([key]) as RowOrigin | undefined;
		if (row !== undefined) seen.forget(row.digest, row.tier);
	}
	const removed = sql.remove.all([toKeyList(toLeaving(settlement))]) as TallyRow[];
	let forgotten = 0;
	for (const { key, dueMs, batchLimit } of settlement.retries) {
		const row = sql.origin.get([key]) as RowOrigin | undefined;
		if (row?.tier === BROWSER && seen.find(row.digest)?.tier === SERVER) {
			removed.push(...(sql.supersede.all([key]) as TallyRow[]));
			continue;
		}
		forgotten += 1 - sql.retry.run([toLane(batchLimit, false), Math.ceil(dueMs ?? 0), key]).changes;
	}
	return { removed, forgotten };
}
