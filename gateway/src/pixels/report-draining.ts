/** What an operator hears of pixels that left the configuration. */

import type { Log } from '../log.js';
import type { QueueStats } from '../queue/queue-stats.js';

/** Its key is not known: it was left out of the configuration before this start. */
export function reportOrphan(log: Log, { pixelId, events, oldestDeadlineMs }: QueueStats): void {
	const until = oldestDeadlineMs === undefined ? {} : { firstExpires: new Date(oldestDeadlineMs).toISOString() };
	log.warn(
		{ pixelId, events, ...until },
		'Events wait of a pixel that is not configured any more, and whose key is not known. Configure it again, or they expire.',
	);
}

/** It was left out of the configuration just now. */
export function reportDraining(log: Log, { name, queued }: { readonly name: string; readonly queued: number }): void {
	log.warn(
		{ pixel: name, queued },
		'A pixel is not configured any more. Nothing is taken in for it; what waits goes out with the key that is known until the gateway stops.',
	);
}
