/** What a worker follows while it runs. */

import { hash } from 'node:crypto';
import type { DeliverySettings } from 'openai-ads-destination/pipeline';

export interface SendingSettings {
	readonly destination: DeliverySettings;
	readonly maxRequestsPerSecond?: number | undefined;
	/** By the configuration. */
	readonly paused: boolean;
}

/** Tells whether key or endpoint changed while the gateway was away, and nothing about the key: half a digest of a long random text. */
export function toFingerprint({ destination: { apiKey, endpoint } }: SendingSettings): string {
	return hash('sha256', JSON.stringify([apiKey, endpoint]), 'hex').slice(0, 32);
}
