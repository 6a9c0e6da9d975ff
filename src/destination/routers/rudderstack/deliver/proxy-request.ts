/** The proxy request as far as it is read: jobs, events, settings. Its endpoint and headers are not. */

import type { BatchItem } from '../../../batch/batch-item.js';
import type { EventType } from '../../../contract/event-types.js';
import { isRecord } from '../../../primitives/json.js';
import { utf8Length } from '../../../primitives/utf8-length.js';

export interface ProxyRequest {
	/** Of each job, in the order of the events. */
	readonly metadata: readonly unknown[];
	readonly events: readonly unknown[];
	readonly validateOnly: boolean;
	readonly config: unknown;
}

/** Never throws; what cannot be read is empty. */
export function readProxyRequest(request: unknown): ProxyRequest {
	const body = read(read(request, 'body'), 'JSON');
	return {
		metadata: toList(read(request, 'metadata')),
		events: toList(read(body, 'events')),
		validateOnly: read(body, 'validate_only') === true,
		config: read(request, 'destinationConfig'),
	};
}

function read(value: unknown, key: string): unknown {
	try {
		return isRecord(value) ? value[key] : undefined;
	} catch {
		return undefined;
	}
}

function toList(value: unknown): readonly unknown[] {
	try {
		return Array.isArray(value) ? Array.from(value) : [];
	} catch {
		return [];
	}
}

/**
 * Makes a batch item of a conversion event: the same bytes at every attempt. What the transform call has checked is not
 * checked again, OpenAI judges; an event without a time of its own is taken for fresh.
 *
 * @returns `undefined` for what is no object of JSON values
 */
export function toItem(event: unknown, validateOnly: boolean, nowMs: number): BatchItem | undefined {
	const json = encode(event);
	if (json === undefined) return undefined;
	const { id, type, timestamp_ms: timestampMs } = event as Record<string, unknown>; // It has been encoded as an object.
	return {
		json,
		sizeBytes: utf8Length(json),
		id: String(id),
		type: type as EventType, // OpenAI's to judge; here it only goes into the result.
		timestampMs: typeof timestampMs === 'number' ? timestampMs : nowMs,
		validateOnly,
		messageId: String(id),
		attribution: 'none',
	};
}

function encode(event: unknown): string | undefined {
	try {
		const json = isRecord(event) ? JSON.stringify(event) : undefined;
		return json?.startsWith('{') ? json : undefined;
	} catch {
		return undefined;
	}
}
