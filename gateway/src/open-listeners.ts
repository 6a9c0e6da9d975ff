/** Opens the ports: for events, for RudderStack's transformer calls, for the operator. */

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Sandbox } from 'openai-ads-destination/sandbox';
import { openAdmin } from './admin-service.js';
import type { AlertsPort } from './alerts/alerts-port.js';
import { type Service, watch } from './connections.js';
import { readDiskSpace } from './disk-space.js';
import type { ServerPorts } from './http/server-settings.js';
import type { SetUpPort } from './inspector/set-up-routes.js';
import { listen, toUrl } from './listen.js';
import type { Metrics } from './metrics/create-metrics.js';
import { withStored } from './operate/stored-pixels.js';
import type { Pixels } from './pixels/pixels.js';
import type { Store } from './queue/store.js';
import type { GatewayConfiguration } from './settings/load-configuration.js';
import type { Stories } from './stories/stories.js';
import { openTransformer, type TransformerOptions } from './transformer-service.js';

/** Of the open files that are left for connections. rudder-server has few, but each may need another to the upstream. Our choice. */
const [SDK_SHARE, TRANSFORMER_SHARE, ADMIN_SHARE] = [0.75, 0.1, 0.05];

export interface Listening extends TransformerOptions {
	/** For SDKs and webhooks. */
	readonly app: FastifyInstance;
	readonly ports: ServerPorts;
	/** Of the queue, unless it is on a server. */
	readonly folder: string;
	readonly postgresUrl?: string | undefined;
	readonly store: Store;
	readonly pixels: Pixels;
	readonly metrics: Metrics;
	readonly stories: Stories;
	readonly alerts: AlertsPort;
	readonly sandbox?: Sandbox | undefined;
	/** Makes the checks of `openai-ads doctor` with the settings of this moment. */
	readonly examine?: ((configuration: GatewayConfiguration) => Promise<readonly object[]>) | undefined;
	/** What the set-up view of the inspector asks. @param readEndpoint where events are sent at this moment */
	readonly setUp?: ((readEndpoint: () => string) => SetUpPort) | undefined;
	/** Gets every service that listens. */
	readonly services: Service[];
}

/** @throws StartError if a port that somebody chose is in use, or can't be opened */
export async function openListeners(listening: Listening) {
	const { app, ports, store, pixels, metrics, stories, alerts, services, log, read, sandbox, examine, setUp } =
		listening;
	const { gateway } = read();
	await listen(app, { ...gateway, portName: '--port', hostName: '--host' });
	services.push(watch(app, SDK_SHARE, log));
	const watching = stories.watchCalls((pixelId) => pixels.nameOf(pixelId));
	const transformer = await openTransformer({ ...listening, watch: watching }, store, ports);
	if (transformer !== undefined) services.push(watch(transformer.app, TRANSFORMER_SHARE, log));
	const all = withStored(store, () => pixels.list(), ports);
	const findSettings = (name: string | undefined) => pixels.settingsOf(name);
	const { port } = app.server.address() as AddressInfo; // It listens on a port, so it has one.
	const url = toUrl(gateway.host, port);
	const page = { sandbox: ports.mode === 'sandbox', url };
	const { nowMs } = ports;
	const runChecks = examine && (() => examine(read()));
	const own = {
		runChecks,
		setUp: setUp?.(() => read().destination.endpoint),
		gateway,
		metrics,
		stories,
		alerts,
		sandbox,
		findSettings,
		pixels: all,
		page,
		log,
		nowMs,
		readFreeBytes: toDiskReader(listening),
	};
	const admin = await openAdmin(own, store);
	if (admin !== undefined) services.push(watch(admin.app, ADMIN_SHARE, log));
	return {
		url,
		transformerUrl: transformer?.url,
		transformerPort: transformer?.port,
		adminUrl: admin?.url,
	};
}

/** Of a queue on a server it is not known. */
function toDiskReader({ folder, postgresUrl }: Listening): (() => number) | undefined {
	return postgresUrl === undefined ? () => readDiskSpace(folder).freeBytes : undefined;
}
