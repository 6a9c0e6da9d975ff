/** Batch items, settings, ports and servers for tests of delivery: each shows only what matters to a test. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import type { AnalyticsEvent } from '../../src/destination/contract/analytics-event.js';
import {
	createDelivery,
	type Deliver,
	type DeliverySettings,
	type Ports,
	parseSettings,
	type SettingsInput,
	withDefaultPorts,
} from '../../src/destination/pipeline.js';

export const NOW_MS = 1_795_348_800_000;
export const DAY_MS = 86_400_000;
export const API_KEY = 'sk-svcacct-Zq8vT1secretW4';
export const ENDPOINT = 'https://bzr.openai.com/v1/events';

/** A small valid item; `fields` are added to its JSON, `parts` replace parts of the item itself. */
export function anItem(id = 'm1', fields: object = {}, parts: Partial<BatchItem> = {}): BatchItem {
	const event = { id, type: 'lead_created', timestamp_ms: NOW_MS, data: { type: 'customer_action' }, ...fields };
	const json = JSON.stringify(event);
	const own = { id, messageId: id, type: 'lead_created', timestampMs: event.timestamp_ms } as const;
	return { json, sizeBytes: Buffer.byteLength(json), ...own, validateOnly: false, matchKeys: 0, ...parts };
}

/** An item that OpenAI refuses. */
export function aBadItem(id: string): BatchItem {
	return anItem(id, { data: { type: 'nonsense' } });
}

/** `m0` to `m<count - 1>`, bad ones at the given places. */
export function items(count: number, badAt: readonly number[] = []): BatchItem[] {
	const bad = new Set(badAt);
	return Array.from({ length: count }, (_, index) => (bad.has(index) ? aBadItem(`m${index}`) : anItem(`m${index}`)));
}

export function deliverySettings(settings: SettingsInput = {}): DeliverySettings {
	return parseSettings({ apiKey: API_KEY, pixelId: 'pixel', ...settings }) as DeliverySettings; // With key and pixel.
}

/** Waits that take no time, and a stopped clock. */
export function quickPorts(ports: Partial<Ports> = {}): Partial<Ports> & { readonly waitsMs: number[] } {
	const waitsMs: number[] = [];
	const sleep = async (ms: number) => void waitsMs.push(ms);
	return { nowMs: () => NOW_MS, sleep, ...ports, waitsMs };
}

/** Delivery with the given settings and ports, everything else quick and quiet. */
export function aDelivery(settings: SettingsInput, ports: Partial<Ports> = quickPorts()): Deliver {
	return createDelivery(deliverySettings(settings), withDefaultPorts({ ...quickPorts(), ...ports }));
}

/** A logger that keeps its calls. */
export function aLogger() {
	const calls: { level: string; message: string; fields: unknown }[] = [];
	const at = (level: string) => (message: string, fields: unknown) => void calls.push({ level, message, fields });
	return { calls, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An order as a backend SDK sends it, at NOW_MS. */
export function anOrder(fields: Partial<AnalyticsEvent> = {}): AnalyticsEvent {
	const timestamp = new Date(NOW_MS).toISOString();
	return { type: 'track', event: 'Order Completed', messageId: 'order-1', timestamp, userId: 'user-1', ...fields };
}

export type Answerer = (response: ServerResponse, count: number, request: IncomingMessage) => void;

/** A server on loopback with the given answers; it keeps the raw bodies. */
export async function aServer(answer: Answerer) {
	const bodies: string[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		bodies.push(Buffer.concat(chunks).toString());
		answer(response, bodies.length, request);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo; // It listens on TCP.
	const close = () => {
		server.closeAllConnections();
		return new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return { endpoint: `http://127.0.0.1:${port}/v1/events`, bodies, close };
}

/** OpenAI's answer to a good request. */
export function accept(response: ServerResponse, eventCount: number): void {
	response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_ok' });
	response.end(JSON.stringify({ accepted_events: eventCount }));
}
