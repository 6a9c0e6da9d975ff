/** Completes the events of a request one after the other, with pauses: an id that is derived costs a hash of the event. */

import { checkEventCount } from './json-outline.js';
import { createPauses } from './pauses.js';

/** @throws HttpError 413 for more events than a request may hold */
export async function completeEach(
	events: readonly unknown[],
	complete: (event: unknown) => unknown,
): Promise<unknown[]> {
	checkEventCount(events);
	const pause = createPauses();
	const completed: unknown[] = [];
	for (const event of events) {
		completed.push(complete(event));
		const wait = pause();
		if (wait !== undefined) await wait;
	}
	return completed;
}
