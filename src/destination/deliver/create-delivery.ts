/** Composes delivery from its parts, outermost first. */

import type { Ports } from '../ports.js';
import type { Settings } from '../settings/settings.js';
import { type Acceptance, createAcceptance, withClock } from './acceptance.js';
import { type Deliver, isolatePoison } from './isolate-poison.js';
import { createSend, type SendPorts } from './send-batch.js';
import { withRecount } from './with-recount.js';
import { withRetry } from './with-retry.js';
import { withinBytes } from './within-bytes.js';
import { withoutExpired } from './without-expired.js';

/** Settings that include the two only delivery needs. */
export type DeliverySettings = Settings & { readonly apiKey: string; readonly pixelId: string };

/** The ports, and how a request's body is made, if not as a text. */
export type DeliveryPorts = Ports & SendPorts;

/**
 * Creates the function that delivers one batch to OpenAI.
 *
 * @param acceptance remembers when OpenAI last accepted an event; by default as long as the process lives
 */
export function createDelivery(
	settings: DeliverySettings,
	ports: DeliveryPorts,
	acceptance: Acceptance = createAcceptance(),
): Deliver {
	const send = withoutExpired(createSend(settings, ports), ports);
	const patiently = withRecount(withRetry(send, settings.maxRetries, ports), ports);
	const deliver = isolatePoison(patiently, settings.maxIsolationRequests, withClock(acceptance, ports));
	return withinBytes(deliver, settings.maxBatchBytes);
}

/** The same with one attempt for each batch and part of a batch, for hosts that resend by themselves. */
export function createOneAttempt(
	settings: DeliverySettings,
	ports: Pick<Ports, 'fetch' | 'nowMs'>,
	acceptance: Acceptance,
): Deliver {
	const send = withoutExpired(createSend(settings, ports), ports);
	return isolatePoison(send, settings.maxIsolationRequests, withClock(acceptance, ports));
}
