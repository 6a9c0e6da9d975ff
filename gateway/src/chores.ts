/** What the gateway does in the background: what has outlived its time goes, and the disk gets its space back. */

import type { Log } from './log.js';
import { createMinuteCount } from './minute-count.js';
import type { Store } from './queue/store.js';
import { createSweep, type OnSwept } from './sweep.js';

const TIDY_EVERY_MS = 1000;
const CLEAN_EVERY_MS = 60_000;

type Chores = Pick<Store, 'clean' | 'tidy' | 'pixelIds' | 'pixel'>;

/** Starts the chores and returns how to stop them. A disk that refuses is only logged: requests and `/readyz` report it too. */
export function startChores(store: Chores, nowMs: () => number, log: Log, onSwept?: OnSwept): () => void {
	let isStopped = false;
	const refusals = createMinuteCount(() => performance.now());
	const sweep = createSweep(store, nowMs, log, onSwept);
	const tidying = setInterval(() => {
		store.tidy().catch((error: unknown) => {
			const count = isStopped ? undefined : refusals();
			if (count !== undefined) log.warn({ err: error, count }, 'Space could not be given back. Trying again.');
		});
	}, TIDY_EVERY_MS);
	const cleaning = setInterval(() => {
		Promise.all([cleanAll(store), sweep()]).catch((error: unknown) => {
			if (!isStopped) log.warn({ err: error }, 'Old rows could not be removed. Trying again.');
		});
	}, CLEAN_EVERY_MS);
	return () => {
		isStopped = true;
		clearInterval(tidying);
		clearInterval(cleaning);
	};
}

async function cleanAll(store: Pick<Store, 'clean'>): Promise<void> {
	while (await store.clean());
}
