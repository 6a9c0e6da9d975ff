/** Opens the durable store that the settings name. */

import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { StoreOptions } from './sqlite/store.js';
import type { Store } from './store.js';
import { openThreadStore } from './thread/thread-store.js';

export type { StoreBounds } from './sqlite/store.js';

export interface OpenStoreOptions extends StoreOptions {
	/** Of the PostgreSQL that holds the queue; then there is no folder. */
	readonly postgresUrl?: string | undefined;
	readonly log: Pick<Log, 'warn' | 'info' | 'error'>;
	/** The store's thread has ended by itself, and every call is refused from now on: the process is of no more use. */
	onLost(): void;
}

/**
 * Opens the database, or the data folder, or makes it. A folder's store works in a thread of its own.
 *
 * @throws StartError if another process uses it, if it can't be used, or if it is of another mode
 */
export async function openStore({ nowMs, log, onLost, postgresUrl, ...settings }: OpenStoreOptions): Promise<Store> {
	if (postgresUrl !== undefined) return openOnPostgres(postgresUrl, { nowMs, log, onLost, ...settings });
	return openThreadStore(settings, {
		nowMs,
		onLog: ({ level, fields, message }) => log[level](fields, message),
		onLost: (error) => {
			log.error({ err: error }, LOST);
			onLost();
		},
	});
}

async function openOnPostgres(url: string, options: OpenStoreOptions): Promise<Store> {
	const { mode, bounds, deadLetterDays, nowMs, log } = options;
	// Not loaded without need: most gateways keep their queue in a folder.
	const { openPostgres } = await import('./postgres/store.js');
	const { sleep } = withDefaultPorts();
	const none = Number.POSITIVE_INFINITY;
	const { store } = await openPostgres({
		...{ url, mode, deadLetterDays, nowMs, sleep, log },
		bounds: { maxEvents: none, maxBytes: none, maxKnownIds: none, ...bounds },
		monotonicMs: () => performance.now(),
	});
	return store;
}

const LOST =
	'The thread that keeps the queue has ended. Nothing that was acknowledged is lost, but nothing more can be kept or sent: the gateway ends, and has to be started again.';
