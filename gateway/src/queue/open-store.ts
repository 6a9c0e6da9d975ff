/** Opens the durable store that the settings name. */

import { openSqliteStore, type StoreOptions } from './sqlite/store.js';
import type { Store } from './store.js';

export type { StoreBounds, StoreOptions } from './sqlite/store.js';

/**
 * Opens the data folder, or makes it.
 *
 * @throws StartError if another process uses it, if it can't be used, or if it is of another mode
 */
export async function openStore(options: StoreOptions): Promise<Store> {
	return openSqliteStore(options);
}
