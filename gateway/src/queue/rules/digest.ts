/** What makes two events the same, in 16 characters. */

import { hash } from 'node:crypto';
import type { BatchItem } from 'openai-ads-destination/pipeline';

/**
 * Digest of (pixel, type, custom name, id): of the events that share all four, OpenAI keeps one. An event that is only
 * validated is not stored, so it does not block the live one.
 * 96 bits of SHA-256; a collision in a billion events is less likely than 1 in 10^11.
 */
export function toDigest(pixelId: string, { type, customEventName, id, validateOnly }: BatchItem): string {
	const identity = JSON.stringify([pixelId, type, customEventName ?? null, id, validateOnly]);
	return hash('sha256', identity, 'base64url').slice(0, 16);
}
