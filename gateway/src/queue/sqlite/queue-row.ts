/** How a batch item is stored in a row of the queue. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { EventKey, QueuedEvent } from '../queue.js';
import { toBatchLimit } from './lane.js';
import { fromTierNumber } from './tier.js';

export interface QueueRow {
	readonly key: number;
	readonly lane: number;
	readonly attempts: number;
	readonly size_bytes: number;
	readonly json: string;
	readonly about: string;
	readonly tier: number;
	readonly arrived_ms: number;
}

/** The parts of the item that are not sent, as JSON. */
export function toAbout({ json: _, sizeBytes: __, ...about }: BatchItem): string {
	return JSON.stringify(about);
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

/** The batch item of a row of the queue or of a dead letter. */
export function toItem({
	json,
	about,
	size_bytes,
}: Pick<QueueRow, 'json' | 'about' | 'size_bytes'>): BatchItem | undefined {
	const rest = parseJson(about) as Omit<BatchItem, 'json' | 'sizeBytes'> | undefined; // `toAbout` wrote it.
	if (!isRecord(rest) || typeof rest.id !== 'string' || typeof rest.timestampMs !== 'number') return undefined;
	// Rows of older versions have a verdict in place of keys.
	const matchKeys = typeof rest.matchKeys === 'number' ? rest.matchKeys : 0;
	return { ...rest, matchKeys, json, sizeBytes: size_bytes };
}

/** Keys as the JSON list of numbers that statements take; those that are none of ours are left out. */
export function toKeyList(keys: readonly EventKey[]): string {
	return JSON.stringify(keys.filter((key) => KEY.test(key)).map(Number));
}

const KEY = /^[1-9][0-9]{0,14}$/;
