/** Puts the gateway together: events come in over HTTP, are accepted, kept in the queues and delivered by the pixels' workers. */

import { type Ports, withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { Sandbox } from 'openai-ads-destination/sandbox';
import type { Logger as PinoLogger } from 'pino';
import { createAccept } from './accept/accept.js';
import { unmarkExamples } from './accept/unmark-examples.js';
import { startChores } from './chores.js';
import type { Service } from './connections.js';
import { type AppPorts, createApp } from './create-app.js';
import { endLost } from './end-lost.js';
import { toServerSettings } from './http/server-settings.js';
import { createMetrics, type Metrics } from './metrics/create-metrics.js';
import { meterStore } from './metrics/metered.js';
import { type Listening, openListeners } from './open-listeners.js';
import { PIXEL_STATES } from './operate/operator.js';
import type { PixelStatus } from './pixels/pixel-status.js';
import { Pixels } from './pixels/pixels.js';
import { openStore } from './queue/open-store.js';
import type { Mode } from './queue/queue.js';
import type { Store } from './queue/store.js';
import { readVersion } from './read-version.js';
import { type Current, createReload } from './reload.js';
import type { GatewayConfiguration } from './settings/load-configuration.js';
import { Stories } from './stories/stories.js';
import { type Summary, toSummary } from './stories/summary.js';
import { createAppSwitch } from './switch-app.js';
import { type Alerts, createAlerts } from './watch-alerts.js';
import { Slots } from './worker/slots.js';

const MB = 1024 * 1024;
/** How long requests and deliveries under way may take to end. Our choice. */
const GRACE_MS = 10_000;
/** How often what was counted at the door is written. Our choice. */
const COUNT_EVERY_MS = 1000;
/** Requests to OpenAI of all pixels together. (product decision) */
const MAX_REQUESTS = 64;

export interface GatewayOptions {
	readonly mode: Mode;
	/** Folder of the queue, unless a PostgreSQL holds it. */
	readonly folder: string;
	readonly postgresUrl?: string | undefined;
	readonly configuration: GatewayConfiguration;
	/** For requests to OpenAI. */
	readonly fetch: Ports['fetch'];
	readonly log: PinoLogger;
	/** What stands in for OpenAI, in sandbox mode: the inspector shows what it received, and switches its faults. */
	readonly sandbox?: Sandbox | undefined;
	/** Makes the checks of `openai-ads doctor`. @default none are made */
	readonly examine?: (configuration: GatewayConfiguration) => Promise<readonly object[]>;
	/** What the set-up view of the inspector asks. @default it is not there */
	readonly setUp?: Listening['setUp'];
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
	/** What each pixel does at this moment. */
	readPixels(): Promise<readonly PixelStatus[]>;
	/** Calls back with each event that came in, or whose fate changed. */
	onEvent(listener: (event: Summary) => void): void;
	/**
	 * Goes over to another configuration, all of it or, if it throws, nothing. Warns of what only a restart changes.
	 *
	 * @throws StartError if a setting can't be used
	 */
	reload(next: GatewayConfiguration): Promise<void>;
	/** Answers 503, lets running requests and deliveries end, and closes the queue. Undelivered events stay in it. */
	close(): Promise<void>;
}

/**
 * Starts the gateway; resolves when the queue is open and the port listens.
 *
 * @throws StartError if the folder or the port is in use or unusable
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const { configuration, log } = options;
	const current: Current = { configuration, isStopping: false };
	const parts = await openParts(options, () => endLost(current));
	const { store, pixels, stories } = parts;
	const services: Service[] = [];
	const ports = createServerPorts(options, parts, current);
	try {
		await pixels.open(configuration.pixels);
		const app = await createApp(toServerSettings(configuration), ports);
		const alerts = createAlerts({ ...options, ...parts, ...alertSettings(current) });
		const read = () => current.configuration;
		const listening = { ...options, ...parts, alerts: alerts.watch, app, ports, services, read };
		const { transformerPort, ...urls } = await openListeners(listening);
		current.transformerPort = transformerPort;
		current.adminUrl = urls.adminUrl;
		const apps = createAppSwitch(app);
		pixels.start();
		const stopBackground = startBackground(parts, alerts, ports, log);
		return {
			...urls,
			readPixels: ports.readPixels,
			onEvent: (listener) => tellOwn(stories, listener),
			reload: createReload({ first: configuration.gateway, current, ports, pixels, apps, log }),
			close: async () => {
				current.isStopping = true;
				await stopBackground();
				await apps.close();
				await Promise.all([...services.map((service) => service.close(GRACE_MS)), pixels.close(GRACE_MS)]);
				await stories.flush();
				await store.close();
			},
		};
	} catch (error) {
		await Promise.all([...services.map((service) => service.close(0)), pixels.close(0)]);
		await store.close();
		throw error;
	}
}

/** Other gateways tell of theirs themselves. */
function tellOwn({ book }: Stories, listener: (event: Summary) => void): void {
	book.onStory((story) => {
		if (story.isForeign !== true) listener(toSummary(story));
	});
}

/** What is done beside the requests. @returns how to stop it */
function startBackground(
	{ store, stories }: Parts,
	alerts: Alerts,
	{ nowMs }: AppPorts,
	log: PinoLogger,
): () => Promise<void> {
	const stopChores = startChores(store, nowMs, log, stories.watchSweep(store));
	const counting = setInterval(() => void stories.writeCounts(), COUNT_EVERY_MS).unref();
	const stopSharing = stories.share();
	alerts.start();
	return async () => {
		stopSharing();
		stopChores();
		clearInterval(counting);
		await alerts.watch.close();
	};
}

/** What lasts as long as the gateway. */
interface Parts {
	readonly store: Store;
	readonly pixels: Pixels;
	readonly metrics: Metrics;
	readonly stories: Stories;
}

/** Opens the store, with counts around all that is done in it. */
async function openParts(options: GatewayOptions, onLost: () => void): Promise<Parts> {
	const { mode, droppedLines = () => 0, fetch, log } = options;
	const { nowMs } = withDefaultPorts();
	const metrics = createMetrics({ version: readVersion(), mode, states: PIXEL_STATES, droppedLines });
	const countsOf = (name: string) => metrics.pixel(name);
	const opened = await openStore({ ...toStoreOptions(options), recovers: true, nowMs, log, onLost });
	const monotonicMs = () => performance.now();
	const store = meterStore(opened, (pixelId) => countsOf(pixels.nameOf(pixelId)), monotonicMs);
	const defer = (work: () => void) => void setImmediate(work);
	const stories = new Stories({ counts: store.counts, shared: store.stories, nowMs, log, monotonicMs, defer });
	const slots = new Slots(MAX_REQUESTS);
	const watch = stories.watch.bind(stories);
	const pixels = new Pixels({ store, slots, fetch, log, countsOf, watch });
	return { store, pixels, metrics, stories };
}

function alertSettings(current: Current) {
	return { readSettings: () => current.configuration.alerts, findAdminUrl: () => current.adminUrl };
}

function toStoreOptions({ folder, postgresUrl, mode, configuration: { gateway, pixels } }: GatewayOptions) {
	const { maxQueued, maxQueuedMb, minFreeDiskMb, maxKnownIds, deadLetterDays } = gateway;
	const bounds = { maxEvents: maxQueued, maxBytes: maxQueuedMb * MB, minFreeBytes: minFreeDiskMb * MB, maxKnownIds };
	return { folder, postgresUrl, mode, pixelId: pixels[0]?.destination.pixelId, bounds, deadLetterDays };
}

/** What takes events in. */
function createServerPorts({ mode, log }: GatewayOptions, { store, pixels }: Parts, current: Current): AppPorts {
	const { nowMs } = withDefaultPorts();
	const queue = { size: () => pixels.queued, checkDisk: () => store.checkDisk() };
	const readPixels = () => Promise.all(pixels.list().map((pixel) => pixel.status()));
	const door = createAccept(pixels, log);
	const accept = mode === 'sandbox' ? unmarkExamples(door) : door;
	const [isStopping, findTransformerPort] = [() => current.isStopping, () => current.transformerPort];
	return { mode, accept, queue, readPixels, signatures: store.signatures, log, nowMs, isStopping, findTransformerPort };
}
