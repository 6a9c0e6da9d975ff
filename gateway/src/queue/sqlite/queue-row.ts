/** How a batch item is stored in a row of the queue. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { QueuedEvent } from '../queue.js';
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
}

/** The parts of the item that are not sent, as JSON. */
export function toAbout({ json: _, sizeBytes: __, ...about }: BatchItem): string {
	return JSON.stringify(about);
}

/** The event as it was queued, its JSON byte for byte; `undefined` for a row that a fault of the disk or a hand has changed. */
export function fromRow({ key, lane, attempts, size_bytes, json, about, tier }: QueueRow): QueuedEvent | undefined {
	const rest = parseJson(about) as Omit<BatchItem, 'json' | 'sizeBytes'> | undefined; // `toAbout` wrote it.
	if (!isRecord(rest) || typeof rest.id !== 'string' || typeof rest.timestampMs !== 'number') return undefined;
	// Rows of older versions have a verdict in place of keys.
	const matchKeys = typeof rest.matchKeys === 'number' ? rest.matchKeys : 0;
	const item = { ...rest, matchKeys, json, sizeBytes: size_bytes };
	return { key, attempts, batchLimit: toBatchLimit(lane), tier: fromTierNumber(tier), item };
}
