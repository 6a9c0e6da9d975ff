/** What is remembered of a pixel's credentials. */

import { hash } from 'node:crypto';
import type { DeliverySettings } from 'openai-ads-destination/pipeline';

/** Tells whether key or endpoint changed while the gateway was away, and nothing about the key: half a digest of a long random text. */
export function toFingerprint({
	destination: { apiKey, endpoint },
}: {
	readonly destination: DeliverySettings;
}): string {
	return hash('sha256', JSON.stringify([apiKey, endpoint]), 'hex').slice(0, 32);
}
