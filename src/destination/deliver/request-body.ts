/** The body of a request. A file of its own, since the build for Segment replaces it. */

import { Buffer } from 'node:buffer';
import type { BatchItem } from '../batch/batch-item.js';

/**
 * `{"events":[...],"validate_only":true,"integration_source":"..."}`, joined from texts that were encoded once. In bytes: a
 * text of a megabyte would be made whole first, in memory that V8 has to collect.
 */
export function encodeRequest(items: readonly BatchItem[], integrationSource: string): Buffer<ArrayBuffer> {
	const validateOnly = items[0]?.validateOnly ? ',"validate_only":true' : '';
	const end = `]${validateOnly},"integration_source":"${integrationSource}"}`;
	let sizeBytes = START.length + Math.max(0, items.length - 1) + Buffer.byteLength(end);
	for (const { json } of items) sizeBytes += Buffer.byteLength(json);
	const body = Buffer.allocUnsafeSlow(sizeBytes);
	let at = body.write(START);
	for (let index = 0; index < items.length; index++) {
		if (index > 0) body[at++] = COMMA;
		at += body.write((items[index] as BatchItem).json, at); // The index is within the items.
	}
	body.write(end, at);
	return body;
}

const START = '{"events":[';
const COMMA = 44;
