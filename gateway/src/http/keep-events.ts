/** The last step of every route that takes events: checks the queue's space, keeps them, and says which were refused. */

import type { AcceptResult, SenderRights } from '../accept/accept.js';
import { HttpError } from './http-error.js';
import type { ServerPorts, ServerSettings } from './server-settings.js';

/** When clients should try a full queue again. Our choice. */
const QUEUE_FULL_RETRY_S = 10;
const FULL =
	'The queue is full: requests are answered 429, and events are lost if their senders give up. See why OpenAI takes none, or raise gateway.maxQueued.';

/**
 * Resolves with the body of the answer once everything is on disk.
 *
 * @throws HttpError 429 if the queue is full
 */
export async function keepEvents(
	events: readonly unknown[],
	rights: SenderRights,
	{ maxQueued }: ServerSettings,
	{ accept, queue, log }: ServerPorts,
): Promise<AcceptResult & { readonly success: true }> {
	if (!hasSpace(queue.size(), events.length, maxQueued)) {
		log.warn({ count: events.length, maxQueued }, FULL);
		throw new HttpError(429, 'queue_full', 'The queue is full. Send the same events again later.', QUEUE_FULL_RETRY_S);
	}
	return { success: true, ...(await accept(events, rights)) };
}

/** An empty queue takes a request of any size: one above the limit would never get in otherwise. */
function hasSpace(queued: number, arriving: number, maxQueued: number): boolean {
	return queued === 0 || queued + arriving <= maxQueued;
}
