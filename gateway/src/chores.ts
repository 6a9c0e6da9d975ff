/** What the gateway does in the background: it removes expired rows and the bytes of delivered events from the disk. */

import type { Log } from './log.js';
import { createMinuteCount } from './minute-count.js';
import type { Store } from './queue/sqlite/store.js';

const SCRUB_EVERY_MS = 1000;
const CLEAN_EVERY_MS = 60_000;

/** Starts the chores and returns how to stop them. A disk that refuses is only logged: requests and `/readyz` report it too. */
export function startChores(store: Pick<Store, 'clean' | 'scrub'>, log: Log): () => void {
	let isStopped = false;
	const refusals = createMinuteCount(() => performance.now());
	const scrubbing = setInterval(() => {
		try {
			store.scrub();
		} catch (error) {
			const count = refusals();
			if (count !== undefined)
				log.warn({ err: error, count }, 'The write-ahead log could not be emptied. Trying again.');
		}
	}, SCRUB_EVERY_MS);
	const cleaning = setInterval(() => {
		cleanAll(store).catch((error: unknown) => {
			if (!isStopped) log.warn({ err: error }, 'Old rows could not be removed. Trying again.');
		});
	}, CLEAN_EVERY_MS);
	return () => {
		isStopped = true;
		clearInterval(scrubbing);
		clearInterval(cleaning);
	};
}

async function cleanAll(store: Pick<Store, 'clean'>): Promise<void> {
	while (await store.clean());
}
