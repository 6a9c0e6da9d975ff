/** How a batch item is stored in a row, of the queue or of a dead letter. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';

export interface ItemRow {
	readonly size_bytes: number;
	readonly json: string;
	readonly about: string;
}

/** The parts of the item that are not sent, as JSON. */
export function toAbout({ json: _, sizeBytes: __, ...about }: BatchItem): string {
	return JSON.stringify(about);
}

/** The item as it was stored, its JSON byte for byte; `undefined` for a row that a fault of the disk or a hand has changed. */
export function toItem({ json, about, size_bytes }: ItemRow): BatchItem | undefined {
	const rest = parseJson(about) as Omit<BatchItem, 'json' | 'sizeBytes'> | undefined; // `toAbout` wrote it.
	if (!isRecord(rest) || typeof rest.id !== 'string' || typeof rest.timestampMs !== 'number') return undefined;
	// Rows of older versions have a verdict in place of keys.
	const matchKeys = typeof rest.matchKeys === 'number' ? rest.matchKeys : 0;
	// Nobody else has what was parsed, and a copy would cost more than parsing.
	return Object.assign(rest, { matchKeys, json, sizeBytes: size_bytes });
}
