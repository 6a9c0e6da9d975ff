/** What a line of the file is: an analytics event, what another sender made of one, or both. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import { type Line, MAX_LINE_BYTES } from '../send/read-lines.js';

export type CapturedRecord =
	/** What the other sent of this event; nothing if it sent none. */
	| { readonly kind: 'pair'; readonly event: UnknownRecord; readonly sent: readonly UnknownRecord[] }
	| { readonly kind: 'event'; readonly event: UnknownRecord }
	| { readonly kind: 'sent'; readonly sent: readonly UnknownRecord[] }
	| { readonly kind: 'unreadable'; readonly detail: string };

/** Where captured requests hold what was posted. */
const WRAPPERS = ['events', 'body', 'JSON', 'request', 'batchedRequest', 'payload'];
/** Deeper is no request that anybody captures. Our choice. */
const MAX_DEPTH = 6;

export function readRecord({ text }: Line): CapturedRecord {
	if (text === undefined) return { kind: 'unreadable', detail: `longer than ${MAX_LINE_BYTES} bytes` };
	const value = parseJson(text);
	if (Array.isArray(value)) return toSent(value);
	if (!isRecord(value)) return { kind: 'unreadable', detail: 'no JSON object' };
	const { event, sent } = value;
	if (isRecord(event) && Object.hasOwn(value, 'sent')) return { kind: 'pair', event, sent: findSent(sent) };
	const found = findSent(value);
	return found.length > 0 ? { kind: 'sent', sent: found } : { kind: 'event', event: value };
}

function toSent(value: readonly unknown[]): CapturedRecord {
	const sent = findSent(value);
	return sent.length > 0 ? { kind: 'sent', sent } : { kind: 'unreadable', detail: 'a list without events' };
}

/** The conversion events of a captured request, however it is wrapped: its body as text or as an object, or each event by itself. */
export function findSent(value: unknown, depth = 0): readonly UnknownRecord[] {
	if (depth > MAX_DEPTH) return [];
	if (typeof value === 'string') return /^\s*[[{]/.test(value) ? findSent(parseJson(value), depth + 1) : [];
	if (Array.isArray(value)) return value.flatMap((member) => findSent(member, depth + 1));
	if (!isRecord(value)) return [];
	if (typeof value['type'] === 'string' && 'timestamp_ms' in value) return [value];
	return WRAPPERS.flatMap((name) => (Object.hasOwn(value, name) ? findSent(value[name], depth + 1) : []));
}
