/** Composes delivery from its parts, outermost first. */

import type { Ports } from '../ports.js';
import type { Settings } from '../settings/settings.js';
import { type Deliver, isolatePoison } from './isolate-poison.js';
import { createSend } from './send-batch.js';
import { withRetry } from './with-retry.js';
import { withoutExpired } from './without-expired.js';

/** Settings that include the two only delivery needs. */
export type DeliverySettings = Settings & { readonly apiKey: string; readonly pixelId: string };

/** Creates the function that delivers one batch to OpenAI. */
export function createDelivery(settings: DeliverySettings, ports: Ports): Deliver {
	const send = withoutExpired(createSend(settings, ports), ports);
	return isolatePoison(withRetry(send, settings.maxRetries, ports), settings.maxIsolationRequests);
}
