/** OpenAI's Events API on the user's own machine: a server that judges requests, keeps them, and fails on demand. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConversionEvent } from '../destination/contract/conversion-event.js';
import { EVENTS_PATH } from './events-endpoint.js';
import { type ActiveFault, type Fault, Faults } from './fault.js';
import { ReceivedEvents } from './received-events.js';
import { RequestLog, type SandboxRequest } from './request-log.js';
import { serveRequest } from './serve-request.js';

/** Each may be left out. */
export interface SandboxOptions {
	/**
	 * Port to listen on; `0` takes any free one.
	 * @default 0
	 */
	readonly port?: number;
	/**
	 * Address to listen on. `/_sandbox` asks for no key, so leave it on loopback.
	 * @default '127.0.0.1'
	 */
	readonly host?: string;
	/** The only key that is accepted. Without it any key is; a request without a key is still answered 401. */
	readonly apiKey?: string;
	/** The only pixel ID that is accepted. Without it any is. */
	readonly pixelId?: string;
	/**
	 * The current time, Unix milliseconds, by which events are too old or too far ahead.
	 * @default Date.now
	 */
	readonly nowMs?: () => number;
	/**
	 * How many of the newest events to keep, and how many of the newest requests. `0` keeps neither, and no bodies.
	 * @default 10_000
	 */
	readonly keep?: number;
}

/** A sandbox that takes connections. */
export interface Sandbox {
	/** Where the sandbox listens, such as `http://127.0.0.1:49152`. */
	readonly url: string;
	/** `url` with `/v1/events`: the destination's `endpoint` setting. */
	readonly endpoint: string;
	/** Accepted events as they came, in order of arrival, without duplicates and validate-only ones. */
	events(): readonly ConversionEvent[];
	/** Every request except those to `/_sandbox`, in order of arrival, without their keys. */
	requests(): readonly SandboxRequest[];
	/** Adds a fault after the others; one of the same name goes. Throws a TypeError that names the mistake in it. */
	fault(fault: Fault, name?: string): void;
	/** The faults that are on, oldest first. */
	faults(): readonly ActiveFault[];
	/** Switches off the fault of that name, if it is on. */
	endFault(name: string): void;
	/** Forgets events, deduplication keys, requests and faults. */
	clear(): void;
	/** Stops the sandbox and cuts open connections. */
	close(): Promise<void>;
}

/**
 * Starts a sandbox.
 *
 *   const sandbox = await createSandbox();
 *   sandbox.fault({ status: 503, times: 2 });
 *   // POST to sandbox.endpoint?pid=... and look at sandbox.events()
 *
 * Memory stays flat: besides the newest `keep` events and requests it holds at most 64 million characters of bodies and
 * 200,000 deduplication keys (or twice `keep`). A duplicate that comes after its key is forgotten counts as a new event.
 *
 * @returns the sandbox once it takes connections; rejects with Node's error when it cannot listen (port in use)
 * @source https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', apiKey, pixelId, nowMs = Date.now, keep = 10_000 } = options;
	const received = new ReceivedEvents(keep);
	const controls = { host, received, requests: new RequestLog(keep), faults: new Faults() };
	const access = { apiKey, pixelId, nowMs, received };
	const server = createServer((request, response) => void serveRequest(request, response, access, controls));
	const url = await listen(server, port, host);
	return {
		url,
		endpoint: `${url}${EVENTS_PATH}`,
		events: () => received.list(),
		requests: () => controls.requests.list(),
		fault: (fault, name) => controls.faults.add(fault, name),
		faults: () => controls.faults.list(),
		endFault: (name) => controls.faults.end(name),
		clear: () => {
			for (const list of [received, controls.requests, controls.faults]) list.clear();
		},
		close: () => close(server),
	};
}

async function listen(server: Server, port: number, host: string): Promise<string> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	// A server that listens on TCP has an AddressInfo; only a pipe's address is a string.
	const address = server.address() as AddressInfo;
	return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

// A second close() resolves too: the server is closed already.
function close(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
