/** Requests as the routers make them: written from their own code, not from ours. */

import { createHmac } from 'node:crypto';
import type { InjectOptions } from 'fastify';

export const SEGMENT_SECRET = 'segment-secret-Ω';
export const BEARER_SECRET = 'rudderstack-secret';

/**
 * What Segment's Webhooks (Actions) puts into `X-Signature`: the HMAC of the first payload's `data`, alone or in a batch.
 *
 * @source segmentio/action-destinations `webhook/index.ts` (`extendRequest`) and its test "supports request signing with
 *   batched events" (read 2026-11-22)
 */
export function segmentSignature(payload: readonly { readonly data: unknown }[], secret = SEGMENT_SECRET): string {
	return createHmac('sha1', secret).update(JSON.stringify(payload[0]?.data), 'utf8').digest('hex');
}

/** `perform`: one object. */
export function segmentSingle(event: unknown, overrides: InjectOptions = {}): InjectOptions {
	return aSegmentPost(JSON.stringify(event), segmentSignature([{ data: event }]), overrides);
}

/** `performBatch`: a list, of which the first is signed. */
export function segmentBatch(events: readonly unknown[], overrides: InjectOptions = {}): InjectOptions {
	return aSegmentPost(JSON.stringify(events), segmentSignature(events.map((data) => ({ data }))), overrides);
}

export function aSegmentPost(payload: string, signature: string, overrides: InjectOptions = {}): InjectOptions {
	const headers = { 'content-type': 'application/json', 'x-signature': signature, ...overrides.headers };
	return { method: 'POST', url: '/webhook/segment', payload, ...overrides, headers };
}

export function aBearerPost(body: unknown, authorization = `Bearer ${BEARER_SECRET}`): InjectOptions {
	const headers = { 'content-type': 'application/json', 'user-agent': 'RudderLabs', authorization };
	return { method: 'POST', url: '/webhook/rudderstack', payload: JSON.stringify(body), headers };
}
