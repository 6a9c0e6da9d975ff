/** Completes the events of a request one after the other, with pauses: an id that is derived costs a hash of the event. */

import { checkEventCount } from './json-outline.js';
import { Pauses } from './pauses.js';

/** @throws HttpError 413 for more events than a request may hold */
export async function completeEach(
	events: readonly unknown[],
	complete: (event: unknown) => unknown,
): Promise<unknown[]> {
	checkEventCount(events);
	const pauses = new Pauses();
	const completed: unknown[] = [];
	for (const event of events) {
		completed.push(complete(event));
		const wait = pauses.next();
		if (wait !== undefined) await wait;
	}
	return completed;
}
