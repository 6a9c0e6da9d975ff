/** A local server for every sub-domain of the shop: its pages, the SDKs' own bundles, and an address that records what they send. */

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { rudderStackSourceConfig, segmentSettings } from '../../gateway/src/protocols/sdk/sdk-settings.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SEGMENT = 'node_modules/@segment/analytics-next/dist/umd';

/** Folders of files, by the beginning of their path. */
const FILES: readonly (readonly [string, string])[] = [
	['/sdk/segment/', SEGMENT],
	['/analytics-next/bundles/', SEGMENT],
	['/sdk/rudderstack/', 'node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/umd'],
	['/sdk/rudderstack-esm/', 'node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/esm'],
	['/dist/', 'dist'],
];
const CONTENT_TYPES: Readonly<Record<string, string>> = {
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.json': 'application/json',
	'.html': 'text/html; charset=utf-8',
};

export type Fields = Readonly<Record<string, unknown>>;

export interface Served {
	readonly html: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface ShopServer {
	readonly port: number;
	/** By path. */
	readonly pages: Map<string, Served>;
	/** Events that SDKs sent, oldest first. */
	readonly events: Fields[];
	close(): Promise<void>;
}

export async function startShopServer(): Promise<ShopServer> {
	const pages = new Map<string, Served>();
	const events: Fields[] = [];
	const server = createServer((request, response) => {
		answer(request, response, pages, events).catch((error) => response.writeHead(500).end(String(error)));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo; // It listens on a port, so it has one.
	return { port, pages, events, close: () => stop(server) };
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	pages: ReadonlyMap<string, Served>,
	events: Fields[],
): Promise<void> {
	allowAnyOrigin(request, response);
	const { pathname, searchParams } = new URL(request.url ?? '/', `http://${request.headers.host}`);
	if (request.method === 'OPTIONS') response.writeHead(204).end();
	else if (request.method === 'POST') {
		events.push(JSON.parse(await readText(request)));
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
	} else {
		const served = pages.get(pathname) ?? findSettings(pathname, searchParams, request) ?? findFile(pathname);
		response.writeHead(served === undefined ? 204 : 200, { 'content-type': 'text/html', ...served?.headers });
		response.end(served?.html);
	}
}

/** The gateway's answer. */
function findSettings(pathname: string, query: URLSearchParams, request: IncomingMessage): Served | undefined {
	const key = /^\/v1\/projects\/([^/]+)\/settings$/.exec(pathname)?.[1];
	if (key !== undefined) return toJson(segmentSettings(key, { protocol: 'http', host: request.headers.host ?? '' }));
	return pathname.startsWith('/sourceConfig')
		? toJson(rudderStackSourceConfig(query.get('writeKey') ?? ''))
		: undefined;
}

function toJson(value: unknown): Served {
	return { html: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
}

function findFile(pathname: string): Served | undefined {
	const isSnippet = /^\/analytics\.js\/v1\/[^/]+\/analytics\.min\.js$/.test(pathname);
	const [prefix, folder] = FILES.find(([start]) => pathname.startsWith(start)) ?? [];
	const file = isSnippet ? join(SEGMENT, 'standalone.js') : join(folder ?? '', pathname.slice(prefix?.length));
	const path = join(ROOT, file);
	if ((!isSnippet && folder === undefined) || !existsSync(path)) return undefined;
	return {
		html: readFileSync(path, 'utf8'),
		headers: { 'content-type': CONTENT_TYPES[extname(path)] ?? 'text/plain' },
	};
}

function allowAnyOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
	if (headers.origin === undefined) return;
	response.setHeader('access-control-allow-origin', headers.origin);
	response.setHeader('access-control-allow-credentials', 'true');
	response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '');
}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

async function stop(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
}
