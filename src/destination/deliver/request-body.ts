/** The body of a request, in bytes. A file of its own, since the build for Segment replaces it. */

import { Buffer } from 'node:buffer';
import type { BatchItem } from '../batch/batch-item.js';

const BEGIN = '{"events":[';
const COMMA = 0x2c;

/**
 * `{"events":[...],"validate_only":true,"integration_source":"..."}`, joined from texts that were encoded once. Each is
 * written to its place: as one text first, a megabyte would take room in V8's heap until the answer is there.
 */
export function encodeRequest(items: readonly BatchItem[], integrationSource: string): Buffer<ArrayBuffer> {
	const validateOnly = items[0]?.validateOnly ? ',"validate_only":true' : '';
	const end = `]${validateOnly},"integration_source":"${integrationSource}"}`;
	const commas = Math.max(0, items.length - 1);
	const eventBytes = items.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
	const body = Buffer.allocUnsafeSlow(BEGIN.length + eventBytes + commas + Buffer.byteLength(end));
	let at = body.write(BEGIN);
	for (const [index, { json }] of items.entries()) {
		if (index > 0) body[at++] = COMMA;
		at += body.write(json, at);
	}
	body.write(end, at);
	return body;
}
