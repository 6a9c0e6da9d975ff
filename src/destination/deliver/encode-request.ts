/** Joins the items of a request to its body. Each was encoded once; retries and halves only join again. */

import type { BatchItem } from '../batch/batch-item.js';

/** Makes a request's body of its items, which are all live or all validate-only. The same items always have the same body. */
export type EncodeRequest = (
	items: readonly BatchItem[],
	integrationSource: string,
) => string | Uint8Array<ArrayBuffer>;

const HEAD = '{"events":[';

const addSize = (sum: number, { sizeBytes }: BatchItem) => sum + sizeBytes;

/** `{"events":[...],"validate_only":true,"integration_source":"..."}` */
export function toRequestText(items: readonly BatchItem[], integrationSource: string): string {
	// Added one by one: V8 then copies the megabyte once, when it is read. A list that is joined is copied twice.
	let text = HEAD;
	for (const [index, { json }] of items.entries()) text += index === 0 ? json : `,${json}`;
	return text + tailOf(items, integrationSource);
}

/**
 * A request's body as UTF-8, for a `fetch` that takes bytes. Node's takes texts too, but counts their bytes one by one, and the
 * text of a large request is a megabyte more in V8's heap.
 */
export function toRequestBytes(items: readonly BatchItem[], integrationSource: string): Buffer<ArrayBuffer> {
	const tail = tailOf(items, integrationSource);
	const tailBytes = Buffer.byteLength(tail);
	const commas = Math.max(0, items.length - 1);
	const sizeBytes = items.reduce(addSize, HEAD.length + commas + tailBytes);
	const bytes = Buffer.allocUnsafeSlow(sizeBytes);
	let at = bytes.write(HEAD);
	for (const [index, { json }] of items.entries()) {
		if (index > 0) at += bytes.write(',', at);
		at += bytes.write(json, at);
	}
	// A size that is not true, which a queue could have kept, must not cut a request short.
	if (at + tailBytes !== sizeBytes) return Buffer.from(toRequestText(items, integrationSource));
	bytes.write(tail, at);
	return bytes;
}

function tailOf(items: readonly BatchItem[], integrationSource: string): string {
	const validateOnly = items[0]?.validateOnly ? ',"validate_only":true' : '';
	return `]${validateOnly},"integration_source":"${integrationSource}"}`;
}
