/** An event as a row of the queue has it. */

import type { EventKey, QueuedEvent } from '../queue.js';
import { type ItemRow, toItem } from '../rules/item-row.js';
import { toBatchLimit } from '../rules/lane.js';
import { fromTierNumber } from '../rules/tier.js';

export interface QueueRow extends ItemRow {
	readonly key: number;
	readonly lane: number;
	readonly attempts: number;
	readonly tier: number;
	readonly arrived_ms: number;
}

/** The event as it was queued, its JSON byte for byte; `undefined` for a row that a fault of the disk or a hand has changed. */
export function fromRow(row: QueueRow): QueuedEvent | undefined {
	const item = toItem(row);
	if (item === undefined) return undefined;
	const { key, attempts, lane, tier, arrived_ms } = row;
	return {
		key: String(key),
		attempts,
		batchLimit: toBatchLimit(lane),
		tier: fromTierNumber(tier),
		arrivedMs: arrived_ms,
		item,
	};
}

/** Keys as the JSON list of numbers that statements take; those that are none of ours are left out. */
export function toKeyList(keys: readonly EventKey[]): string {
	return JSON.stringify(keys.filter(isOurs).map(Number));
}

const KEY = /^[1-9][0-9]{0,14}$/;
const isOurs = (key: EventKey) => KEY.test(key);
