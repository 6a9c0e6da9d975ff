/** How an event stands in a row: bytes for its texts, and numbers that are too large for JavaScript as text. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { EventKey, QueuedEvent } from '../queue.js';
import { toItem } from '../rules/item-row.js';
import { toBatchLimit } from '../rules/lane.js';
import { fromTierNumber } from '../rules/tier.js';

export interface TextRow {
	readonly size_bytes: number;
	readonly json: Buffer;
	readonly about: Buffer;
}

/** A row of the queue, its bytes read as text. */
export interface EventRow {
	readonly key: string;
	readonly size_bytes: number;
	readonly json: string;
	readonly about: string;
	readonly lane: number;
	readonly class: number;
	readonly attempts: number;
	readonly tier: number;
	readonly arrived_ms: string;
	readonly deadline_ms: string;
}

/** `undefined` for a row that can't be read. */
export function readItem({ json, about, size_bytes }: TextRow): BatchItem | undefined {
	return toItem({ json: json.toString(), about: about.toString(), size_bytes });
}

export function readEvent(row: EventRow): QueuedEvent | undefined {
	const { json, about, size_bytes } = row;
	const item = toItem({ json, about, size_bytes });
	if (item === undefined) return undefined;
	const { key, attempts, lane, tier, arrived_ms } = row;
	return {
		key,
		attempts,
		batchLimit: toBatchLimit(lane),
		tier: fromTierNumber(tier),
		arrivedMs: Number(arrived_ms),
		item,
	};
}

/** Those that can be keys of ours, in order: transactions that lock the same rows in the same order don't block each other. */
export function toKeys(keys: readonly EventKey[]): readonly string[] {
	return keys.filter((key) => KEY.test(key)).sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

const KEY = /^[1-9][0-9]{0,17}$/;
