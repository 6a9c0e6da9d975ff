/** Resends a batch of which OpenAI counted fewer events than were sent, once. */

import { sleepUnless } from '../primitives/clock.js';
import { Journey } from './journey.js';
import type { Send, SendOutcome } from './send-outcome.js';
import type { RetryPorts } from './with-retry.js';

/** (product decision) */
const RECOUNT_MS = 10_000;

/**
 * Sends the batch again after ten seconds if OpenAI accepted it but counted too few events. If it does so again, the batch
 * stays accepted, since OpenAI may not count duplicates, and the operator is told the numbers.
 */
export function withRecount(send: Send, ports: RetryPorts): Send {
	return async (items, signal) => {
		const first = await send(items, signal);
		if (!isShort(first)) return first;
		const journey = new Journey(items);
		journey.add(first);
		const second = await resend(send, journey, ports, signal);
		// The first answer was 2xx; nothing that keeps a second one from coming takes that back.
		const last = second === undefined || second.status === 'unsent' || second.status === 'interrupted' ? first : second;
		if (isShort(last)) {
			const { acceptedCount, requestId } = last;
			const fields = { sent: journey.open.length, counted: acceptedCount, requestId };
			ports.logger.warn('OpenAI accepted a batch but counted fewer events than were sent.', fields);
		}
		return second === undefined ? last : { ...last, attempts: second.attempts };
	};
}

/** `undefined` if the clock cannot wait, or the signal aborts. */
async function resend(
	send: Send,
	journey: Journey,
	ports: RetryPorts,
	signal: AbortSignal | undefined,
): Promise<SendOutcome | undefined> {
	try {
		await sleepUnless(ports, RECOUNT_MS, signal);
	} catch {
		return undefined;
	}
	return signal?.aborted ? undefined : journey.add(await send(journey.open, signal));
}

function isShort(outcome: SendOutcome): outcome is SendOutcome & { status: 'accepted'; acceptedCount: number } {
	return outcome.status === 'accepted' && outcome.acceptedCount !== undefined;
}
