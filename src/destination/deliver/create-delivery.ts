/** Composes the delivery room: one line that reads like what it does. */

import type { Ports } from '../ports.js';
import type { Settings } from '../settings/settings.js';
import { type Deliver, isolatePoison } from './isolate-poison.js';
import { createSend } from './send-batch.js';
import { withRetry } from './with-retry.js';
import { withoutExpired } from './without-expired.js';

/** Settings with the two that only delivery needs. */
export type DeliverySettings = Settings & { readonly apiKey: string; readonly pixelId: string };

/** Creates the way to deliver one batch to OpenAI. */
export function createDelivery(settings: DeliverySettings, ports: Ports): Deliver {
	const send = withoutExpired(createSend(settings, ports), ports);
	return isolatePoison(withRetry(send, settings.maxRetries, ports), settings.maxIsolationRequests);
}
