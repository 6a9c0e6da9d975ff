/** Writes what became of a batch. */

import type { Settlement } from '../queue.js';
import { toLane } from './lane.js';
import { toKeyList } from './queue-row.js';
import type { QueueStatements } from './queue-statements.js';
import type { TallyRow } from './tally.js';

export interface Settled {
	readonly removed: readonly TallyRow[];
	/** Retries that were gone, since their people had said no. */
	readonly forgotten: number;
}

/** Keys of the events that leave the queue. */
export function toLeaving({ delivered, deadLetters }: Settlement): readonly string[] {
	return [...delivered, ...deadLetters.map(({ key }) => key)];
}

/** To be called within a transaction. A retry whose place a server's event has taken meanwhile is removed too. */
export function settleEvents(sql: QueueStatements, settlement: Settlement, nowMs: number): Settled {
	for (const { key, reason, detail } of settlement.deadLetters) {
		sql.bury.run([nowMs, reason, detail, key]);
		sql.forget.run([key]);
	}
	const removed = sql.remove.all([toKeyList(toLeaving(settlement))]) as TallyRow[];
	let forgotten = 0;
	for (const { key, dueMs, batchLimit } of settlement.retries) {
		const superseded = sql.superseded.all([key]) as TallyRow[];
		removed.push(...superseded);
		if (superseded.length > 0) continue;
		forgotten += 1 - sql.retry.run([toLane(batchLimit, false), Math.ceil(dueMs ?? 0), key]).changes;
	}
	return { removed, forgotten };
}
