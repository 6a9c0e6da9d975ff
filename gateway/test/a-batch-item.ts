/** Builders that show only what matters. */

import type { BatchItem } from 'openai-ads-destination/pipeline';

export const NOW = Date.UTC(2026, 10, 22, 12);

/** A valid order on its way to OpenAI. */
export function aBatchItem(overrides: Partial<BatchItem> = {}): BatchItem {
	const id = overrides.id ?? 'm1';
	const json = JSON.stringify({ id, type: 'order_created', timestamp_ms: NOW, data: { type: 'contents' } });
	return {
		json,
		sizeBytes: json.length,
		id,
		type: 'order_created',
		timestampMs: NOW,
		validateOnly: false,
		messageId: id,
		matchKeys: 2,
		...overrides,
	};
}

/** Items with the ids `m1`, `m2`... */
export function batchItems(count: number, overrides: Partial<BatchItem> = {}): BatchItem[] {
	return Array.from({ length: count }, (_, index) => aBatchItem({ ...overrides, id: `m${index + 1}` }));
}
