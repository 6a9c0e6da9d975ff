/** Puts the gateway together: events come in over HTTP, are accepted, kept in the queue and delivered by the worker. */

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { scopeProfiles } from 'openai-ads-destination/internal';
import {
	type BatchItem,
	createAcceptance,
	createDelivery,
	createEnrichment,
	createIntake,
	type DeliverySettings,
	type Ports,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import type { Logger as PinoLogger } from 'pino';
import { createAccept } from './accept/accept.js';
import { openAdmin } from './admin-service.js';
import { startChores } from './chores.js';
import { type Service, watch } from './connections.js';
import { createApp } from './create-app.js';
import { listen, toUrl } from './listen.js';
import { toLibraryLogger } from './log.js';
import { createMetrics } from './metrics/create-metrics.js';
import { meterDeparture, meterFetch, meterIntake, meterQueue } from './metrics/metered.js';
import type { PixelCounts } from './metrics/pixel-counts.js';
import { PIXEL_STATES } from './operate/operator.js';
import { storedPixels } from './operate/stored-pixels.js';
import type { WebhookPorts } from './protocols/webhooks/webhook-routes.js';
import { openStore } from './queue/open-store.js';
import { type Mode, type OwnedQueue, ownedBy, type PixelQueue } from './queue/queue.js';
import type { Store } from './queue/store.js';
import { readVersion } from './read-version.js';
import type { GatewaySettings } from './settings/configuration.js';
import { StartError } from './start-error.js';
import { openTransformer, type TransformerService } from './transformer-service.js';
import { Worker } from './worker/worker.js';

const MB = 1024 * 1024;
/** Of the pixel, in metrics and commands. */
const NAME = 'default';
/** How long requests and deliveries under way may take to end. Our choice. */
const GRACE_MS = 10_000;
/** For a batch while OpenAI has accepted nothing lately: enough if it names the bad events, too few for a search among all. Our choice. */
const UNTRUSTED_REQUESTS = 2;
/** Of the open files that are left for connections. rudder-server has few, but each may need another to the upstream. Our choice. */
const [SDK_SHARE, TRANSFORMER_SHARE, ADMIN_SHARE] = [0.75, 0.1, 0.05];

export interface GatewayOptions {
	readonly mode: Mode;
	/** Folder of the queue. */
	readonly folder: string;
	readonly destination: DeliverySettings;
	readonly gateway: GatewaySettings;
	/** For requests to OpenAI. */
	readonly fetch: Ports['fetch'];
	readonly log: PinoLogger;
	/** Log lines dropped since the start. @default none */
	readonly droppedLines?: () => number;
}

export interface Gateway {
	/** `http://127.0.0.1:8787` */
	readonly url: string;
	/** Where RudderStack's transformer calls are taken, if anywhere: `http://127.0.0.1:8790` */
	readonly transformerUrl: string | undefined;
	/** Where the operator's routes are, if anywhere: `http://127.0.0.1:8789` */
	readonly adminUrl: string | undefined;
	/** Answers 503, lets running requests and deliveries end, and closes the queue. Undelivered events stay in it. */
	close(): Promise<void>;
}

/**
 * Starts the gateway; resolves when the queue is open and the port listens.
 *
 * @throws StartError if the folder or the port is in use or unusable
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const { mode, folder, destination, gateway, log } = options;
	const [{ pixelId }, { nowMs }] = [destination, withDefaultPorts()];
	const store = await openStore({ folder, mode, pixelId, ...toStoreSettings(gateway), nowMs, log });
	const { metrics, counts, queue } = createMeters(options, store);
	const worker = createWorker(options, store, await ownQueue(store, queue, pixelId, log), counts);
	const services: Service[] = [];
	let isStopping = false;
	const ports = createServerPorts(options, store, { worker, queue, counts, isStopping: () => isStopping });
	try {
		let transformer: TransformerService | undefined;
		const app = await createApp(gateway, { ...ports, findTransformerPort: () => transformer?.port });
		await listen(app, { ...gateway, portName: '--port', hostName: '--host' });
		const serve = (service: Served, share: number) => service && services.push(watch(service.app, share, log));
		serve({ app }, SDK_SHARE);
		transformer = await openTransformer(options, store, ports);
		serve(transformer, TRANSFORMER_SHARE);
		const pixels = storedPixels(store, new Map([[pixelId, NAME]]), () => worker.wake());
		const admin = await openAdmin({ gateway, metrics, pixels, log, nowMs }, store);
		serve(admin, ADMIN_SHARE);
		worker.start();
		const stopChores = startChores(store, nowMs, log);
		const { port } = app.server.address() as AddressInfo; // It listens on a port, so it has one.
		return {
			url: toUrl(gateway.host, port),
			transformerUrl: transformer?.url,
			adminUrl: admin?.url,
			close: async () => {
				isStopping = true;
				stopChores();
				await Promise.all([...services.map((service) => service.close(GRACE_MS)), worker.stop(GRACE_MS)]);
				await store.close();
			},
		};
	} catch (error) {
		await Promise.all(services.map((service) => service.close(0)));
		await store.close();
		throw error;
	}
}

/** Counts around the queue of the pixel. */
function createMeters({ mode, destination, droppedLines = () => 0 }: GatewayOptions, store: Store) {
	const metrics = createMetrics({ version: readVersion(), mode, states: PIXEL_STATES, droppedLines });
	const counts = metrics.pixel(NAME);
	return { metrics, counts, queue: meterQueue(store.pixel(destination.pixelId), counts, () => performance.now()) };
}

/** The queue of the pixel, owned. Says how many events of others wait in the store. */
async function ownQueue(store: Store, queue: PixelQueue, pixelId: string, log: PinoLogger): Promise<OwnedQueue> {
	const others = (await store.stats()).filter((stats) => stats.pixelId !== pixelId);
	const events = others.reduce((sum, stats) => sum + stats.events, 0);
	if (events > 0) log.warn({ events }, OTHERS);
	const own = await queue.own();
	if (own === undefined) throw new StartError(`The queue of ${pixelId} is owned by another gateway.`);
	return ownedBy(queue, own);
}

const OTHERS = 'The queue holds events of another pixel ID. They wait until the gateway runs with it.';

function toStoreSettings({ maxQueued, maxQueuedMb, minFreeDiskMb, deadLetterDays }: GatewaySettings) {
	const bounds = { maxEvents: maxQueued, maxBytes: maxQueuedMb * MB, minFreeBytes: minFreeDiskMb * MB };
	return { bounds, deadLetterDays };
}

type Served = { readonly app: FastifyInstance } | undefined;

interface Parts {
	readonly worker: Worker;
	readonly queue: PixelQueue;
	readonly counts: PixelCounts;
	isStopping(): boolean;
}

/** Takes events in: HTTP, intake, queue. */
function createServerPorts(
	{ mode, destination, log }: GatewayOptions,
	store: Store,
	{ worker, queue, counts, isStopping }: Parts,
): WebhookPorts {
	const own = scopeProfiles(store.profiles, destination.pixelId);
	const ports = withDefaultPorts({ profiles: own, logger: toLibraryLogger(log) });
	const accept = createAccept(meterIntake(createIntake(destination, ports), counts), queue, log, () => worker.wake());
	const kept = { size: () => queue.size(), checkDisk: () => store.checkDisk() };
	return { mode, accept, queue: kept, signatures: store.signatures, log, nowMs: ports.nowMs, isStopping };
}

/** Sends events out: queue, worker, OpenAI. The queue schedules resends, so that they outlive the process. */
function createWorker(
	{ destination, fetch, log }: GatewayOptions,
	{ profiles }: Store,
	queue: OwnedQueue,
	counts: PixelCounts,
): Worker {
	const own = scopeProfiles(profiles, destination.pixelId);
	const ports = withDefaultPorts({ profiles: own, logger: toLibraryLogger(log), fetch: meterFetch(fetch, counts) });
	const once = { ...destination, maxRetries: 0 };
	const acceptance = createAcceptance();
	const search = createDelivery(once, ports, acceptance);
	const probe = createDelivery({ ...once, maxIsolationRequests: UNTRUSTED_REQUESTS }, ports, acceptance);
	const departure = {
		enrich: createEnrichment(destination, ports),
		deliver: (items: readonly BatchItem[], isTrusted: boolean) => (isTrusted ? search(items) : probe(items)),
	};
	return new Worker(destination, {
		queue,
		...meterDeparture(departure, counts, ports.nowMs),
		log,
		nowMs: ports.nowMs,
		monotonicMs: () => performance.now(),
		sleep: ports.sleep,
		random: Math.random,
	});
}
