/** Opens the durable store that the settings name. */

import type { Log } from '../log.js';
import type { StoreOptions } from './sqlite/store.js';
import type { Store } from './store.js';
import { openThreadStore } from './thread/thread-store.js';

export type { StoreBounds } from './sqlite/store.js';

export interface OpenStoreOptions extends StoreOptions {
	readonly log: Pick<Log, 'warn' | 'info' | 'error'>;
	/** The store's thread has ended by itself, and every call is refused from now on: the process is of no more use. */
	onLost(): void;
}

/**
 * Opens the data folder, or makes it. The store works in a thread of its own.
 *
 * @throws StartError if another process uses it, if it can't be used, or if it is of another mode
 */
export function openStore({ nowMs, log, onLost, ...settings }: OpenStoreOptions): Promise<Store> {
	return openThreadStore(settings, {
		nowMs,
		onLog: ({ level, fields, message }) => log[level](fields, message),
		onLost: (error) => {
			log.error({ err: error }, LOST);
			onLost();
		},
	});
}

const LOST =
	'The thread that keeps the queue has ended. Nothing that was acknowledged is lost, but nothing more can be kept or sent: the gateway ends, and has to be started again.';
