/** The end of every route that takes events: is there room, keep them, and say what became of each. */

import type { Receipt, Sender } from '../accept/accept.js';
import { HttpError } from './http-error.js';
import type { ServerPorts, ServerSettings } from './server-settings.js';

/** Told to clients that meet a full queue. Our choice. */
const QUEUE_FULL_RETRY_S = 10;

/**
 * Resolves with the body of the answer when everything is on disk.
 *
 * @throws HttpError 429 if the queue is full
 */
export async function keepEvents(
	events: readonly unknown[],
	sender: Sender,
	{ maxQueued }: ServerSettings,
	{ accept, queue }: ServerPorts,
): Promise<Receipt & { readonly success: true }> {
	checkRoom(queue.size(), events.length, maxQueued);
	return { success: true, ...(await accept(events, sender)) };
}

/** An empty queue takes a request of any size, or one above the limit would never get in. */
function checkRoom(queued: number, arriving: number, maxQueued: number): void {
	if (queued === 0 || queued + arriving <= maxQueued) return;
	throw new HttpError(429, 'queue_full', 'The queue is full. Send the same events again later.', QUEUE_FULL_RETRY_S);
}
