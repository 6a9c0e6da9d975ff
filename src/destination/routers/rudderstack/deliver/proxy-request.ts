/** The parts of the proxy request that are read: jobs, events, settings. Its endpoint and headers are not. */

import type { BatchItem } from '../../../batch/batch-item.js';
import type { EventType } from '../../../contract/event-types.js';
import { isRecord, type UnknownRecord } from '../../../primitives/json.js';
import { utf8Length } from '../../../primitives/utf8-length.js';
import { readSafely } from '../read-safely.js';

export interface ProxyRequest {
	/** One for each job, in the order of the events. */
	readonly metadata: readonly unknown[];
	readonly events: readonly unknown[];
	readonly validateOnly: boolean;
	readonly config: unknown;
}

/** Reads a proxy request. Never throws; unreadable parts are empty. */
export function readProxyRequest(request: unknown): ProxyRequest {
	const body = readSafely(readSafely(request, 'body'), 'JSON');
	return {
		metadata: toList(readSafely(request, 'metadata')),
		events: toList(readSafely(body, 'events')),
		validateOnly: readSafely(body, 'validate_only') === true,
		config: readSafely(request, 'destinationConfig'),
	};
}

function toList(value: unknown): readonly unknown[] {
	try {
		return Array.isArray(value) ? Array.from(value) : [];
	} catch {
		return [];
	}
}

/**
 * Makes a batch item from a conversion event: the same bytes at every attempt. The transform call has validated the event, so
 * it is not validated again. An event without a timestamp counts as new.
 *
 * @returns `undefined` unless the event is an object of JSON values
 */
export function toItem(event: unknown, validateOnly: boolean, nowMs: number): BatchItem | undefined {
	const json = encode(event);
	if (json === undefined) return undefined;
	const { id: value, type, timestamp_ms: timestampMs, custom_event_name: name } = event as UnknownRecord; // It was encoded as an object.
	// Any other id is OpenAI's to judge. Turning an object into a text may throw.
	const id = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return {
		json,
		sizeBytes: utf8Length(json),
		id,
		type: type as EventType, // OpenAI judges it; here it is only copied into the result.
		timestampMs: typeof timestampMs === 'number' ? timestampMs : nowMs,
		validateOnly,
		...(typeof name === 'string' ? { customEventName: name } : {}),
		messageId: id,
		matchKeys: 0,
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
