/** A server around fakes, and the requests of real SDKs. */

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import type { Accept } from '../../src/accept/accept.js';
import { type AppPorts, createApp } from '../../src/create-app.js';
import type { ServerSettings } from '../../src/http/server-settings.js';
import type { WriteKey } from '../../src/settings/write-keys.js';
import { NOW } from '../a-batch-item.js';
import { memorySignatures } from '../memory-signatures.js';

export type Fields = Record<string, unknown>;

export interface TestServer {
	readonly app: FastifyInstance;
	/** Events that were accepted, as intake would see them. */
	readonly events: Fields[];
	readonly senders: { allowsOrders: boolean }[];
}

/** Keys of one pixel. */
interface Keys {
	readonly writeKeys?: readonly string[];
	readonly browserWriteKeys?: readonly string[];
}

export function toKeys({ writeKeys = ['server-key'], browserWriteKeys = [] }: Keys): WriteKey[] {
	const pixels = ['default'];
	return [
		...writeKeys.map((key) => ({ key, kind: 'server' as const, pixels })),
		...browserWriteKeys.map((key) => ({ key, kind: 'browser' as const, pixels })),
	];
}

/** A server that accepts everything, with the write key `server-key`. */
export async function aServer(
	{ writeKeys, browserWriteKeys, ...settings }: Partial<ServerSettings> & Keys = {},
	ports: Partial<AppPorts> = {},
): Promise<TestServer> {
	const events: Fields[] = [];
	const senders: { allowsOrders: boolean }[] = [];
	const accept: Accept = async (arrived, sender) => {
		events.push(...(arrived as Fields[]));
		senders.push(sender);
		return { accepted: arrived.length, refused: [], refusedCount: 0 };
	};
	const app = await createApp(
		{
			host: '127.0.0.1',
			webhookSecrets: {},
			segmentBatches: false,
			keys: toKeys({ ...(writeKeys && { writeKeys }), ...(browserWriteKeys && { browserWriteKeys }) }),
			keylessPixels: ['default'],
			webhookPixels: { segment: ['default'], rudderstack: ['default'] },
			corsOrigins: [],
			trustProxy: false,
			allowBrowserOrders: false,
			browserRequestsPerMinute: 600,
			clickLifetimeDays: 30,
			...settings,
		},
		{
			mode: 'live',
			accept,
			queue: { size: () => 0, checkDisk: async () => {} },
			readPixels: async () => [],
			signatures: memorySignatures(),
			log: pino({ level: 'silent' }),
			nowMs: () => NOW,
			isStopping: () => false,
			findTransformerPort: () => undefined,
			...ports,
		},
	);
	return { app, events, senders };
}

export const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

/** A request with the server's key; anything may be replaced. */
export function aPost(url: string, body: unknown, overrides: InjectOptions = {}): InjectOptions {
	const headers = { authorization: basic('server-key'), 'content-type': 'application/json', ...overrides.headers };
	return { method: 'POST', url, payload: JSON.stringify(body), ...overrides, headers };
}

export interface CapturedRequest {
	readonly url: string;
	readonly headers: Record<string, string>;
	readonly gzip: boolean;
	readonly body: { readonly batch: readonly Fields[] };
}

/** Requests that a real SDK sent, recorded on 2026-11-22. */
export function capturedRequests(file: string): CapturedRequest[] {
	const text = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');
	return (JSON.parse(text) as { requests: CapturedRequest[] }).requests;
}

/** The request as it came over the wire. */
export function toInjection({ url, headers, gzip, body }: CapturedRequest): InjectOptions {
	const { 'content-length': _, ...others } = headers;
	const text = JSON.stringify(body);
	return { method: 'POST', url, headers: others, payload: gzip ? gzipSync(text) : text };
}
