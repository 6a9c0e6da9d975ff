/** Lets in requests that Segment has signed: `X-Signature` is the hex HMAC-SHA1 under the shared secret. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../../http/http-error.js';
import { writeJson } from '../../http/write-json.js';
import type { Gate, WebhookBody } from './gate.js';

const SIGNATURE = /^[0-9a-f]{40}$/i;

/**
 * Creates the gate. It accepts a signature of
 *
 * - the body as it came: a single event of Webhooks (Actions), and everything that Webhooks (Classic) sends
 * - the first event alone, written by JSON.stringify: Segment signs no more of a batch of Webhooks (Actions). The other
 *   events are unsigned; docs/webhooks.md says what that means. This also accepts a body that was reformatted on its way
 *
 * and throws HttpError 401 for any other.
 *
 * @source segmentio/action-destinations `destinations/webhook/index.ts`, `createHmac` over the first payload's `data`;
 *   Twilio support article 51193799782171 "How Segment Computes x-signature for Batched Webhooks" (both read 2026-11-22)
 */
export function createSegmentGate(secret: string): Gate {
	const isSigned = (text: string | undefined, signature: Buffer) =>
		text !== undefined && timingSafeEqual(createHmac('sha1', secret).update(text, 'utf8').digest(), signature);
	return {
		checkHeaders(headers) {
			readSignature(headers['x-signature']);
		},
		checkBody(headers, body) {
			const signature = readSignature(headers['x-signature']);
			if (isSigned(body.text, signature) || isSigned(writeFirst(body), signature)) return;
			throw wrongSignature('does not match. Use the same shared secret in Segment and in the gateway.');
		},
	};
}

function readSignature(header: string | string[] | undefined): Buffer {
	if (header === undefined)
		throw wrongSignature('missing. Set the shared secret in the settings of the Segment destination.');
	if (typeof header === 'string' && SIGNATURE.test(header)) return Buffer.from(header, 'hex');
	throw wrongSignature('expected 40 hex digits.');
}

/** If JavaScript wrote an event, reading it and writing it again gives the same text. */
function writeFirst({ json }: WebhookBody): string | undefined {
	return writeJson(Array.isArray(json) ? json[0] : json);
}

function wrongSignature(problem: string): HttpError {
	return new HttpError(401, 'wrong_signature', `X-Signature: ${problem}`);
}
