/** The process that makes load: sends events until it is told enough, and says how many were acknowledged. */

import { Agent, request } from 'node:http';
import type { LoadOptions, LoadOutcome } from './load.js';

const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions;
const { url, key, perCall, inFlight, events, seconds, perSecond, prefix } = options;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const authorization = key === undefined ? {} : { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
const startMs = performance.now();
const outcome = { acknowledged: 0, refused: 0 };
const answerMs: number[] = [];
let sent = 0;

const elapsed = () => (performance.now() - startMs) / 1000;

function anEvent(n: number, timestamp: string): object {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: `${prefix}-${n}`,
		userId: `user-${n % 50_000}`,
		timestamp,
		context: {
			ip: '203.0.113.9',
			userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36',
			page: { url: 'https://shop.example/checkout' },
			traits: { email: `jane.${n}@shop.example` },
		},
		properties: {
			total: 19.5,
			currency: 'USD',
			order_id: `o${n}`,
			products: [{ product_id: 'a', price: 9.75, quantity: 2 }],
		},
	};
}

function post(body: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-length': Buffer.byteLength(body), ...authorization };
		const sending = request(`${url}/v1/batch`, { method: 'POST', agent, headers }, (response) => {
			response.resume();
			response.on('end', () => resolve(response.statusCode ?? 0));
		});
		sending.on('error', reject);
		sending.end(body);
	});
}

async function send(): Promise<void> {
	while (sent < events && elapsed() < seconds) {
		const first = sent;
		sent += perCall;
		const aheadMs = (first / perSecond - elapsed()) * 1000;
		if (aheadMs > 0) await new Promise((wake) => setTimeout(wake, aheadMs));
		const timestamp = new Date().toISOString();
		const batch = Array.from({ length: perCall }, (_, index) => anEvent(first + index, timestamp));
		const body = JSON.stringify({ batch, sentAt: timestamp });
		const beganMs = performance.now();
		const status = await post(body);
		answerMs.push(performance.now() - beganMs);
		if (status === 200) outcome.acknowledged += perCall;
		else outcome.refused += perCall;
	}
}

await Promise.all(Array.from({ length: inFlight }, send));
const sorted = answerMs.toSorted((one, other) => one - other);
const nth = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const times = { medianMs: nth(0.5), p99Ms: nth(0.99), worstMs: nth(1) };
const told: LoadOutcome = { ...outcome, ...times, seconds: elapsed() };
await new Promise((sent) => process.send?.(told, sent));
process.exit();
