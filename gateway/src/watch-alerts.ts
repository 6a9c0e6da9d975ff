/** Watches for what somebody should know of. In a sandbox nobody does. */

import { hostname } from 'node:os';
import { type Ports, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { AlertWatch } from './alerts/alert-watch.js';
import type { Log } from './log.js';
import type { Pixels } from './pixels/pixels.js';
import type { Mode } from './queue/queue.js';
import type { Store } from './queue/store.js';
import type { AlertSettings } from './settings/alerts-schema.js';

export interface WatchOptions {
	readonly mode: Mode;
	readonly store: Store;
	readonly pixels: Pick<Pixels, 'list'>;
	/** Through the proxy of the environment, if there is one. */
	readonly fetch: Ports['fetch'];
	readonly log: Log;
	/** As they are at this moment. */
	readSettings(): AlertSettings;
	/** Of the admin listener, once it is known. */
	findAdminUrl(): string | undefined;
}

export interface Alerts {
	readonly watch: AlertWatch;
	/** Does nothing in a sandbox. */
	start(): void;
}

/** The watch does not look before it is started. */
export function createAlerts({ mode, pixels, readSettings, findAdminUrl, ...ports }: WatchOptions): Alerts {
	const { nowMs, sleep } = withDefaultPorts();
	const isLive = mode === 'live';
	const instance = hostname();
	const watch = new AlertWatch({
		...ports,
		nowMs,
		sleep,
		listPixels: () => pixels.list(),
		readSettings: () => (isLive ? readSettings() : { ...readSettings(), webhook: undefined }),
		readTeller: () => ({ instance, adminUrl: findAdminUrl() }),
	});
	return { watch, start: () => isLive && watch.start() };
}
