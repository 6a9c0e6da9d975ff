/** The operator of a stopped gateway's store. */

import type { Operator } from '../operate/operator.js';
import { createStoreOperator } from '../operate/store-operator.js';
import { storedPixels } from '../operate/stored-pixels.js';
import { openStore } from '../queue/open-store.js';
import type { LoadedConfiguration } from '../settings/load-configuration.js';

/** @throws StartError if a gateway holds the store, or it can't be read */
export async function openStoreOperator({ destination }: LoadedConfiguration, folder: string): Promise<Operator> {
	const { pixelId } = destination;
	const nowMs = () => Date.now();
	const store = await openStore({ folder, mode: 'live', pixelId, nowMs });
	const names = new Map(pixelId === undefined ? [] : [[pixelId, 'default']]);
	const log = { warn: () => {}, info: () => {} };
	return createStoreOperator({ store, pixels: storedPixels(store, names), log, nowMs });
}
