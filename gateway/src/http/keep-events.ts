/** The last step of every route that takes events: checks the queue's space, keeps them, and says which were refused. */

import type { AcceptResult, SenderRights } from '../accept/accept.js';
import { HttpError } from './http-error.js';
import type { ServerPorts, ServerSettings } from './server-settings.js';

/** When clients should try a full queue again. Our choice. */
const QUEUE_FULL_RETRY_S = 10;

/**
 * Resolves with the body of the answer once everything is on disk.
 *
 * @throws HttpError 429 if the queue is full
 */
export async function keepEvents(
	events: readonly unknown[],
	rights: SenderRights,
	{ maxQueued }: ServerSettings,
	{ accept, queue }: ServerPorts,
): Promise<AcceptResult & { readonly success: true }> {
	checkQueueSpace(queue.size(), events.length, maxQueued);
	return { success: true, ...(await accept(events, rights)) };
}

/** An empty queue takes a request of any size: one above the limit would never get in otherwise. */
function checkQueueSpace(queued: number, arriving: number, maxQueued: number): void {
	if (queued === 0 || queued + arriving <= maxQueued) return;
	throw new HttpError(429, 'queue_full', 'The queue is full. Send the same events again later.', QUEUE_FULL_RETRY_S);
}
