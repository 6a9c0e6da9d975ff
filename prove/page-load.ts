/** The inspector's page under a stream of 500 events a second for half a minute: frames, long tasks, memory, and what it costs the intake, in a real browser. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../gateway/test/launch-chromium.js';
import { aRealGateway } from '../gateway/test/page/a-real-gateway.js';
import { findLongestMs } from './longest-task.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

const [PER_SECOND, SECONDS, WARM_UP_SECONDS] = [500, 30, 5];
/** Events of one call. */
const BATCH = 10;
/** A busy machine draws fewer frames; the page's own script is measured apart from that. */
const MAX_TASK_MS = 50;
/** From the list being full on: until then it grows by what it keeps. */
const MAX_HEAP_GROWTH = 1.15;
/** What the page keeps (`state/events.ts`), and how long it takes to get there at the stream's 160 a second. */
const [KEPT, FILL_SECONDS] = [10_000, 10];
const MAX_ROWS = 60;
/** Time between frames, of the page under load to an empty page of the same run. */
const MAX_FRAME_RATIO = 1.25;
/** The page is drawn on the machine of the gateway, of which it takes its part; each pair is measured one after the other. */
const [PAIRS, PAIR_SECONDS, MAX_INTAKE_RATIO] = [5, 6, 1.5];

export const pageLoad: Proof = {
	shows: `With ${PER_SECOND} events a second for ${SECONDS} s the inspector's page has no task of its own of ${MAX_TASK_MS} ms, at most ${MAX_ROWS} rows in the document, a heap that stays, frames as often as an empty page, and an intake as fast as without it.`,
	limitMinutes: 7,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const gateway = await aRealGateway(folder);
		const browser = await launchChromium();
		try {
			const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
			const send = (seconds: number, prefix: string) => sendSteadily(gateway.send, seconds, prefix);
			const emptyMs = median(await watchFrames(page, () => page.waitForTimeout(WARM_UP_SECONDS * 1000)));
			await send(WARM_UP_SECONDS, 'first');
			const ratios: number[] = [];
			for (let pair = 0; pair < PAIRS; pair++) ratios.push(await comparePair(page, gateway.admin, send, pair));
			await open(page, gateway.admin);
			const debug = await page.context().newCDPSession(page);
			await fillList(page, (part) => send(FILL_SECONDS, `fill-${part}`));
			const heapBefore = await readHeap(debug);
			await browser.startTracing(page, { categories: ['toplevel'] });
			const frames = await watchFrames(page, () => send(SECONDS, 'load'));
			const worst = findLongestMs(await browser.stopTracing());
			const [heapAfter, rows] = [await readHeap(debug), await countRows(page)];

			expect(rows).to.be.within(10, MAX_ROWS);
			expect(worst).to.be.below(MAX_TASK_MS);
			expect(heapAfter / heapBefore).to.be.below(MAX_HEAP_GROWTH);
			expect(median(frames) / emptyMs).to.be.below(MAX_FRAME_RATIO);
			expect(median(ratios)).to.be.below(MAX_INTAKE_RATIO);
			return {
				'events a second': PER_SECOND,
				'frames a second': (frames.length / SECONDS).toFixed(0),
				'time between frames, median': `${median(frames).toFixed(1)} ms`,
				'the same on an empty page, without load': `${emptyMs.toFixed(1)} ms`,
				'between frames, 99th percentile': `${percentile(frames, 0.99).toFixed(1)} ms`,
				'longest task of the page, in processor time': `${worst.toFixed(1)} ms`,
				'rows in the document': rows,
				'99th percentile of the intake, page open to closed, median of pairs': median(ratios).toFixed(2),
				'of each pair': ratios.map((ratio) => ratio.toFixed(2)).join(', '),
				'heap before and after, list full': `${heapBefore.toFixed(1)} and ${heapAfter.toFixed(1)} MB`,
			};
		} finally {
			await browser.close();
			await gateway.close();
			rmSync(folder, { recursive: true });
		}
	},
};

async function open(page: Page, admin: string): Promise<void> {
	await page.goto(`${admin}/#/events`);
	await page.getByRole('button', { name: /^Live/ }).waitFor();
}

/** Until the page keeps as many events as it ever does. */
async function fillList(page: Page, sendPart: (part: number) => Promise<unknown>): Promise<void> {
	for (let part = 0; (await countKept(page)) < KEPT; part++) {
		expect(part, 'parts until the list is full').to.be.below(15);
		await sendPart(part);
	}
}

async function countKept(page: Page): Promise<number> {
	const first = page.locator('.list li').first();
	return (await first.count()) === 0 ? 0 : Number(await first.getAttribute('aria-setsize'));
}

/** @returns milliseconds between frames while something goes on */
async function watchFrames(page: Page, meanwhile: () => Promise<unknown>): Promise<readonly number[]> {
	await page.evaluate(WATCH);
	await meanwhile();
	return JSON.parse(await page.evaluate('JSON.stringify(globalThis.frames)')) as number[];
}

type SendFor = (seconds: number, prefix: string) => Promise<readonly number[]>;

/** In turns, so that what the machine does besides falls on both alike. */
async function comparePair(page: Page, admin: string, send: SendFor, pair: number): Promise<number> {
	const p99: Record<string, number> = {};
	for (const state of pair % 2 === 0 ? ['closed', 'open'] : ['open', 'closed']) {
		if (state === 'open') await open(page, admin);
		else await page.goto('about:blank');
		p99[state] = percentile(await send(PAIR_SECONDS, `${state}-${pair}`), 0.99);
	}
	return (p99['open'] ?? 0) / (p99['closed'] ?? 1);
}

const WATCH = `
	globalThis.frames = [];
	let last = performance.now();
	requestAnimationFrame(function look(now) { frames.push(now - last); last = now; requestAnimationFrame(look); });
`;

type Send = Awaited<ReturnType<typeof aRealGateway>>['send'];

/** @returns milliseconds that each call took */
async function sendSteadily(send: Send, seconds: number, prefix: string): Promise<readonly number[]> {
	const tookMs: number[] = [];
	const startMs = performance.now();
	const calls = (PER_SECOND * seconds) / BATCH;
	for (let call = 0; call < calls; call++) {
		const waitMs = startMs + (call * BATCH * 1000) / PER_SECOND - performance.now();
		if (waitMs > 0) await new Promise((wake) => setTimeout(wake, waitMs));
		const sentMs = performance.now();
		await send(Array.from({ length: BATCH }, (_each, n) => anEvent(`${prefix}-${call}-${n}`)));
		tookMs.push(performance.now() - sentMs);
	}
	return tookMs;
}

function anEvent(messageId: string): object {
	const properties = { total: 5, currency: 'USD', order_id: messageId };
	return { type: 'track', event: 'Order Completed', messageId, userId: messageId, properties };
}

/** Of what is still in use, in MB. */
async function readHeap(debug: CDPSession): Promise<number> {
	await debug.send('HeapProfiler.collectGarbage');
	const { usedSize } = await debug.send('Runtime.getHeapUsage');
	return usedSize / 1024 / 1024;
}

function countRows(page: Page): Promise<number> {
	return page.locator('.row').count();
}

function percentile(values: readonly number[], share: number): number {
	return [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}
