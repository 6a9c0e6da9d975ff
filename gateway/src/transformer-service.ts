/** The second service of the gateway: RudderStack's transformer calls, on a port of their own. */

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger as PinoLogger } from 'pino';
import { createTransformerApp } from './create-app.js';
import type { ServerPorts } from './http/server-settings.js';
import { checkUpstream, listen, type Place, PortInUse, toUrl } from './listen.js';
import type { TransformerPorts } from './protocols/rudderstack/bind-config.js';
import { createUpstream } from './protocols/rudderstack/upstream.js';
import { forgetWaiting } from './queue/forget-waiting.js';
import type { Store } from './queue/store.js';
import type { GatewayConfiguration } from './settings/load-configuration.js';
import { findTransformerListener, type TransformerListener } from './settings/transformer-listener.js';

export interface TransformerOptions extends Pick<TransformerPorts, 'mode' | 'fetch' | 'watch'> {
	/** The configuration of the moment. */
	read(): GatewayConfiguration;
	readonly log: PinoLogger;
}

export interface TransformerService {
	readonly app: FastifyInstance;
	/** `http://127.0.0.1:8790` */
	readonly url: string;
	readonly port: number;
}

/**
 * Opens the service if it is wanted. If nobody chose the port and it is in use, the gateway goes on without it and warns.
 *
 * @throws StartError if a chosen port is in use, if the address can't be opened, or if the upstream is the gateway itself
 */
export async function openTransformer(
	options: TransformerOptions,
	store: Pick<Store, 'commit' | 'profiles' | 'pixel'>,
	ports: ServerPorts,
): Promise<TransformerService | undefined> {
	const { mode, read, fetch, log, watch } = options;
	const { gateway } = read();
	const listener = findTransformerListener(gateway);
	if (listener === undefined) return undefined;
	const upstream = gateway.upstream && createUpstream(checkUpstream(gateway.upstream, [gateway, listener]), log);
	const app = await createTransformerApp(ports, {
		mode,
		get endpoint() {
			return read().destination.endpoint;
		},
		get own() {
			return read().pixels.map(({ name, destination: { pixelId, apiKey } }) => ({ name, pixelId, apiKey }));
		},
		profiles: forgetWaiting(store, () => read().pixels.map(({ destination: { pixelId } }) => pixelId)),
		commit: () => store.commit(),
		upstream: upstream || undefined,
		watch,
		fetch,
		log,
	});
	try {
		await listen(app, toPlace(listener));
	} catch (error) {
		if (listener.isChosen || !(error instanceof PortInUse)) throw error;
		log.warn({ problem: error.message }, "RudderStack's transformer calls are not taken. Set gateway.transformerPort.");
		return undefined;
	}
	const { port } = app.server.address() as AddressInfo; // It listens on a port, so it has one.
	return { app, url: toUrl(listener.host, port), port };
}

function toPlace({ host, port, isChosen }: TransformerListener): Place {
	const names = { portName: '--transformer-port', hostName: 'gateway.transformerHost' };
	return { host, port, ...names, ...(isChosen ? { inUseExitCode: 1 } : {}) };
}
