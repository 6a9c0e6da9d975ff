/** The last step of every route that takes events: keeps them, and says which were refused. */

import type { AcceptResult, SenderRights } from '../accept/accept.js';
import { QueueFull } from '../queue/queue-errors.js';
import { HttpError } from './http-error.js';
import type { ServerPorts } from './server-settings.js';

const FULL =
	'The queue is full: requests are answered 429, and events are lost if their senders give up. See why OpenAI takes none, or raise the bound.';

/**
 * Resolves with the body of the answer once everything is on disk.
 *
 * @throws HttpError 429 if there is no room
 */
export async function keepEvents(
	events: readonly unknown[],
	rights: SenderRights,
	{ accept, log }: ServerPorts,
): Promise<AcceptResult & { readonly success: true }> {
	try {
		return { success: true, ...(await accept(events, rights)) };
	} catch (error) {
		if (!(error instanceof QueueFull)) throw error;
		log.warn({ count: events.length, bound: error.message }, FULL);
		const retryAfterS = Math.ceil(error.retryAfterMs / 1000);
		throw new HttpError(429, 'queue_full', 'The queue is full. Send the same events again later.', retryAfterS);
	}
}
