/** Puts the gateway together: events come in over HTTP, are accepted, kept in the queue and delivered by the worker. */

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from 'openai-ads-destination/internal';
import { createDelivery, createIntake, type DeliverySettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { Logger as PinoLogger } from 'pino';
import { createAccept } from './accept/accept.js';
import { startChores } from './chores.js';
import { createApp } from './create-app.js';
import { checkUpstream, listen } from './listen.js';
import { toLibraryLogger } from './log.js';
import type { TransformerPorts } from './protocols/rudderstack/bind-config.js';
import { createUpstream } from './protocols/rudderstack/upstream.js';
import type { Mode } from './queue/queue.js';
import { openStore, type Store } from './queue/sqlite/store.js';
import type { GatewaySettings } from './settings/configuration.js';
import { Worker } from './worker/worker.js';

/** How long requests and deliveries under way may take to end. Our choice. */
const GRACE_MS = 10_000;
/** For a batch while OpenAI has accepted nothing lately: enough if it names the bad events, too few for a search among all. Our choice. */
const UNTRUSTED_REQUESTS = 2;

export interface GatewayOptions {
	readonly mode: Mode;
	/** Folder of the queue. */
	readonly folder: string;
	readonly destination: DeliverySettings;
	readonly gateway: GatewaySettings;
	readonly log: PinoLogger;
}

export interface Gateway {
	/** `http://127.0.0.1:8787` */
	readonly url: string;
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
	const store = openStore({ folder, mode, pixelId: destination.pixelId, nowMs: withDefaultPorts().nowMs });
	if (store.foreignEvents > 0) {
		log.warn(
			{ events: store.foreignEvents },
			'The queue holds events of another pixel ID. They wait until the gateway runs with it.',
		);
	}
	const life = { isStopping: false };
	const worker = createWorker(options, store);
	try {
		const app = await createHttpApp(options, store, worker, life);
		await listen(app, gateway);
		worker.start();
		const stopChores = startChores(store, log);
		const { port } = app.server.address() as AddressInfo; // It listens on a port, so it has one.
		return {
			url: `http://${gateway.host.includes(':') ? `[${gateway.host}]` : gateway.host}:${port}`,
			close: async () => {
				life.isStopping = true;
				stopChores();
				await Promise.all([closeServer(app), worker.stop(GRACE_MS)]);
				store.close();
			},
		};
	} catch (error) {
		store.close();
		throw error;
	}
}

/** Takes events in: HTTP, intake, queue. */
function createHttpApp(
	options: GatewayOptions,
	{ queue, profiles }: Store,
	worker: Worker,
	life: { readonly isStopping: boolean },
): Promise<FastifyInstance> {
	const { mode, destination, gateway, log } = options;
	const ports = withDefaultPorts({ profiles, logger: toLibraryLogger(log) });
	const accept = createAccept(createIntake(destination, ports), queue, log, () => worker.wake());
	const transformer = createTransformer(options, { queue, profiles });
	const isStopping = () => life.isStopping;
	return createApp(gateway, { mode, accept, queue, transformer, log, nowMs: ports.nowMs, isStopping });
}

/** What RudderStack's transformer calls need; `undefined` if strangers could make such calls. @throws StartError */
function createTransformer(
	{ mode, destination, gateway, log }: GatewayOptions,
	{ queue, profiles }: Pick<Store, 'queue' | 'profiles'>,
): TransformerPorts | undefined {
	const { transformer = isLoopback(gateway.host) || gateway.upstream !== undefined } = gateway;
	if (!transformer) return undefined;
	const upstream =
		gateway.upstream === undefined ? undefined : createUpstream(checkUpstream(gateway.upstream, gateway), log);
	// Even without items a commit writes the pending profile updates.
	return { mode, endpoint: destination.endpoint, profiles, commit: () => queue.add([]), upstream, log };
}

/** Sends events out: queue, worker, OpenAI. The queue schedules resends, so that they outlive the process. */
function createWorker({ destination, log }: GatewayOptions, { queue }: Store): Worker {
	const ports = withDefaultPorts({ logger: toLibraryLogger(log) });
	const search = createDelivery({ ...destination, maxRetries: 0 }, ports);
	const ask = createDelivery({ ...destination, maxRetries: 0, maxIsolationRequests: UNTRUSTED_REQUESTS }, ports);
	return new Worker(destination, {
		queue,
		deliver: (items, isTrusted) => (isTrusted ? search(items) : ask(items)),
		log,
		nowMs: ports.nowMs,
		monotonicMs: () => performance.now(),
		sleep: ports.sleep,
		random: Math.random,
	});
}

async function closeServer(app: FastifyInstance): Promise<void> {
	const force = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
	await app.close();
	clearTimeout(force);
}
