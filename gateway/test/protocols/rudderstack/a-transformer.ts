/** A gateway's HTTP service with RudderStack's calls, listening, and what rudder-server sends to it. */

import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import type { Profile, Profiles } from 'openai-ads-destination/pipeline';
import { mergeProfiles } from 'openai-ads-destination/pipeline';
import { pino } from 'pino';
import { createTransformerApp } from '../../../src/create-app.js';
import type { ServerPorts } from '../../../src/http/server-settings.js';
import type { TransformerPorts } from '../../../src/protocols/rudderstack/bind-config.js';
import { createUpstream, type Timeouts } from '../../../src/protocols/rudderstack/upstream.js';
import { NOW } from '../../a-batch-item.js';

export const ENDPOINT = 'https://bzr.openai.com/v1/events';
const log = pino({ level: 'silent' });

export interface TestTransformer {
	readonly app: FastifyInstance;
	readonly url: string;
	readonly commits: () => number;
	/** Sends JSON and reads JSON. */
	call(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape.
	readonly json: any;
}

const apps: FastifyInstance[] = [];

/** A listening server. `upstream` is the URL of the fake one. */
export async function aTransformer(
	options: Partial<TransformerPorts> | { upstreamUrl?: string; timeouts?: Timeouts } = {},
	serverPorts: Partial<ServerPorts> = {},
): Promise<TestTransformer> {
	const { upstreamUrl, timeouts, ...ports } = options as Partial<TransformerPorts> & {
		upstreamUrl?: string;
		timeouts?: Timeouts;
	};
	let commits = 0;
	const upstream = upstreamUrl === undefined ? undefined : createUpstream(upstreamUrl, log, timeouts);
	const transformer: TransformerPorts = {
		mode: 'live',
		endpoint: ENDPOINT,
		profiles: mapProfiles(),
		own: [{ name: 'default', apiKey: 'key-1', pixelId: 'px1' }],
		commit: async () => commits++,
		upstream,
		fetch: (url, init) => fetch(url, init),
		log,
		...ports,
	};
	const app = await createTransformerApp(
		{
			mode: transformer.mode,
			accept: async () => ({ accepted: 0, refused: [], refusedCount: 0 }),
			queue: { size: () => 0, checkDisk: async () => {} },
			readPixels: async () => [],
			log,
			nowMs: () => NOW,
			isStopping: () => false,
			...serverPorts,
		},
		transformer,
	);
	await app.listen({ port: 0, host: '127.0.0.1' });
	apps.push(app);
	const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return { app, url, commits: () => commits, call: (path, body, headers) => call(url + path, body, headers) };
}

/** For `afterEach`. */
export async function closeTransformers(): Promise<void> {
	for (const app of apps.splice(0)) {
		app.server.closeAllConnections();
		await app.close();
	}
}

export async function call(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const payload = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: payload as string, // Bytes are a body as well; the types of fetch are narrower here.
	});
	return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) };
}

/** What went over the wire, to the last byte and the case of each header. */
export interface RawAnswer {
	readonly status: number;
	readonly statusMessage: string;
	readonly rawHeaders: string[];
	readonly body: Buffer;
}

/** Sends exactly these headers. Rejects if the connection is cut. */
export function rawCall(
	url: string,
	{ method = 'POST', headers = [], body }: { method?: string; headers?: string[]; body?: Buffer },
): Promise<RawAnswer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method, headers: ['Host', new URL(url).host, ...headers] });
		sent.on('error', reject);
		sent.on('response', (response) => {
			buffer(response).then(
				(bytes) =>
					resolve({
						status: response.statusCode ?? 0,
						statusMessage: response.statusMessage ?? '',
						rawHeaders: response.rawHeaders,
						body: bytes,
					}),
				reject,
			);
		});
		sent.end(body);
	});
}

/** Whether a call is broken off without an answer. */
export function isBroken(url: string, body: unknown = []): Promise<boolean> {
	return rawCall(url, { body: Buffer.from(JSON.stringify(body)) }).then(
		() => false,
		() => true,
	);
}

/** Whether a call is answered 503 with RudderStack's own sign to make it again, which costs no job an attempt. */
export async function isPutOff(url: string, body: unknown = []): Promise<boolean> {
	const { status, rawHeaders } = await rawCall(url, { body: Buffer.from(JSON.stringify(body)) });
	return status === 503 && rawHeaders.includes('x-rudder-should-retry');
}

export function mapProfiles(): Profiles {
	const profiles = new Map<string, Profile>();
	return {
		get: async (keys) => keys.map((key) => profiles.get(key)),
		merge: async (entries) => {
			for (const { key, profile } of entries) profiles.set(key, mergeProfiles(profiles.get(key), profile));
		},
		forget: async (keys) => {
			for (const key of keys) profiles.delete(key);
		},
	};
}

/** An order placed now, since the gateway uses the real clock. */
export function anOrder(id: string, fields: Record<string, unknown> = {}) {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: id,
		userId: `user-${id}`,
		timestamp: new Date().toISOString(),
		properties: { order_id: id, total: 12.5, currency: 'EUR' },
		context: { page: { url: 'https://shop.example/thanks?oppref=click%3D1' } },
		...fields,
	};
}

/** A destination as rudder-server passes it, with keys that are not ours. */
export function aDestination(config: Record<string, unknown> = {}, ID = 'dst1') {
	return {
		ID,
		Name: 'OpenAI CAPI',
		Config: { apiKey: 'key-1', pixelId: 'px1', flushAt: 1000, connectionMode: { web: 'cloud' }, ...config },
		DestinationDefinition: { ID: 'dd1', Name: 'OPENAI_ADS_CAPI', DisplayName: 'OpenAI CAPI', Config: {} },
		Enabled: true,
		WorkspaceID: 'ws1',
		Transformations: [],
		IsProcessorEnabled: true,
	};
}

export function aMetadata(jobId: number, fields: Record<string, unknown> = {}) {
	const ids = { sourceId: 'src1', destinationId: 'dst1', workspaceId: 'ws1' };
	return { jobId, ...ids, userId: `user-${jobId}`, attemptNum: 0, secret: null, dontBatch: false, ...fields };
}

export function aJob(jobId: number, parts: Record<string, unknown> = {}) {
	return { message: anOrder(`m${jobId}`), metadata: aMetadata(jobId), destination: aDestination(), ...parts };
}

/** The same jobs in RudderStack's compacted form, which holds each destination once. */
export function compacted(jobs: readonly ReturnType<typeof aJob>[]) {
	const destinations = Object.fromEntries(jobs.map(({ destination }) => [destination.ID, destination]));
	return {
		input: jobs.map(({ message, metadata }) => ({ message, metadata })),
		destinations,
		connections: { 'src1:dst1': { sourceId: 'src1', destinationId: 'dst1', enabled: true } },
	};
}

/** The jobIds of all entries of the router's answer. */
export function jobIds(output: readonly { readonly metadata: readonly { readonly jobId: unknown }[] }[]): unknown[] {
	return output.flatMap(({ metadata }) => metadata.map(({ jobId }) => jobId));
}
