/** The operator of a stopped gateway's store. */

import type { Operator } from '../operate/operator.js';
import { createStoreOperator } from '../operate/store-operator.js';
import { storedPixel, withStored } from '../operate/stored-pixels.js';
import { openStore } from '../queue/open-store.js';
import type { Mode } from '../queue/queue.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { findPostgresUrl, toQueueFolder } from '../settings/queue-folder.js';

const SILENT = { warn: () => {}, info: () => {}, error: () => {} };

/** @throws StartError if a gateway holds the store, or it can't be read */
export async function openStoreOperator({ gateway, pixels }: GatewayConfiguration, mode: Mode): Promise<Operator> {
	const nowMs = () => Date.now();
	const folder = toQueueFolder(gateway, mode);
	const [first] = pixels;
	const pixelId = first?.destination.pixelId || undefined;
	const postgresUrl = findPostgresUrl(gateway);
	const store = await openStore({ folder, postgresUrl, mode, pixelId, nowMs, log: SILENT, onLost: () => {} });
	const named = pixels
		.filter(({ destination }) => destination.pixelId !== '')
		.map(({ name, destination }) => storedPixel(store, destination.pixelId, { name, nowMs }));
	return createStoreOperator({ store, pixels: withStored(store, () => named, { nowMs }), log: SILENT, nowMs });
}
