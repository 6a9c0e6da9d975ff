/** Lets in requests that Segment has signed: `X-Signature` is the hex HMAC-SHA1 under the shared secret. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BodyLimit } from '../../http/body-limit.js';
import { HttpError } from '../../http/http-error.js';
import { MAX_EVENT_BYTES } from '../../http/json-outline.js';
import { writeJson } from '../../http/write-json.js';
import type { Signatures } from '../../queue/signatures.js';
import type { Entry, Gate, WebhookBody } from './gate.js';
import { checkListTime } from './list-time.js';

/** What is read before the signature can be checked. Segment cuts its lists at 4 MB. (`batch_bytes`, read 2026-11-22) */
const LIST: BodyLimit = { bytes: 5 * 1024 * 1024, reason: ' for a list of Segment' };
/** Segment takes no event of more than 32 kB, so a larger body is a list: it is kept there until one of two settings is changed. */
const ONE_EVENT: BodyLimit = { bytes: MAX_EVENT_BYTES, refuse: listsOff };
const SIGNATURE = /^[0-9a-f]{40}$/i;

export interface SegmentGateOptions {
	readonly secret: string;
	/** Whether lists are taken, of which Segment signs the first event alone. */
	readonly takesLists: boolean;
	readonly signatures: Signatures;
	nowMs(): number;
}

/**
 * Creates the gate. It accepts a signature of
 *
 * - the body as it came: a single event of Webhooks (Actions), and everything that Webhooks (Classic) sends
 * - the first event alone, written by JSON.stringify: Segment signs no more of a batch of Webhooks (Actions). This also
 *   accepts a single event that was reformatted on its way
 *
 * once: later it stands only for the body that it first came with, so that nobody can put a signed event in front of others.
 * Throws HttpError 401 for any other signature and for a list whose signature may have been forgotten, 503 for a list if it
 * takes none: Segment sends that again, so nothing is lost until one of the two settings is changed.
 *
 * @source segmentio/action-destinations `destinations/webhook/index.ts`, `createHmac` over the first payload's `data`;
 *   Twilio support article 51193799782171 "How Segment Computes x-signature for Batched Webhooks" (both read 2026-11-22)
 */
export function createSegmentGate({ secret, takesLists, signatures, nowMs }: SegmentGateOptions): Gate {
	const sign = (text: string) => createHmac('sha1', secret).update(text, 'utf8').digest();

	async function checkBody(headers: IncomingHttpHeaders, { text, json }: WebhookBody): Promise<Entry> {
		const signature = readSignature(headers['x-signature']);
		const bodyDigest = sign(text);
		const isWhole = timingSafeEqual(bodyDigest, signature);
		if (!isWhole && !isSigned(writeFirst(json), signature)) {
			throw wrongSignature('does not match. Use the same shared secret in Segment and in the gateway.');
		}
		if (Array.isArray(json) && !takesLists) throw listsOff();
		if (Array.isArray(json) && !isWhole) checkListTime(json[0], await signatures.completeSinceMs(), nowMs());
		const knownDigest = await signatures.find(signature);
		if (knownDigest !== undefined && !timingSafeEqual(knownDigest, bodyDigest)) throw usedBefore();
		const isKnown = knownDigest !== undefined;
		return { isKnown, onKept: async () => (isKnown ? undefined : signatures.remember(signature, bodyDigest)) };
	}

	function isSigned(text: string | undefined, signature: Buffer): boolean {
		return text !== undefined && timingSafeEqual(sign(text), signature);
	}

	return {
		bodyLimit: takesLists ? LIST : ONE_EVENT,
		checkHeaders(headers) {
			readSignature(headers['x-signature']);
		},
		checkBody,
	};
}

function readSignature(header: string | string[] | undefined): Buffer {
	if (header === undefined)
		throw wrongSignature('missing. Set the shared secret in the settings of the Segment destination.');
	if (typeof header === 'string' && SIGNATURE.test(header)) return Buffer.from(header, 'hex');
	throw wrongSignature('expected 40 hex digits.');
}

/** If JavaScript wrote an event, reading it and writing it again gives the same text. */
function writeFirst(json: unknown): string | undefined {
	return writeJson(Array.isArray(json) ? json[0] : json);
}

function wrongSignature(problem: string): HttpError {
	return new HttpError(401, 'wrong_signature', `X-Signature: ${problem}`);
}

function usedBefore(): HttpError {
	return wrongSignature(
		'came before with another body. If Segment did not send both, somebody has seen a signed event: change the shared secret.',
	);
}

function listsOff(): HttpError {
	return new HttpError(
		503,
		'segment_batches_off',
		'body: expected one event, got a list, of which Segment signs only the first event: anyone who has seen a signed event could add others. Set Batch Size to 0 in Segment, or `gateway.segmentBatches` to true to take such lists.',
	);
}
