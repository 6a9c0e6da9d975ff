/** A watch over pixels that a test moves, with a store of its own on disk and a receiver that answers as it is told. */

import { join } from 'node:path';
import type { AlertBody } from '../../src/alerts/alert.js';
import { AlertWatch } from '../../src/alerts/alert-watch.js';
import type { WatchedPixel } from '../../src/alerts/observe-pixel.js';
import type { Count } from '../../src/queue/counts.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { type AlertSettings, alertsSchema } from '../../src/settings/alerts-schema.js';
import { writeCounted } from '../../src/stories/counted.js';
import { ManualClock, runPendingWork } from '../manual-clock.js';
import { createRecordingLog } from '../recording-log.js';
import { temporaryFolder } from '../temporary-folder.js';

export const START = Date.UTC(2026, 10, 26, 13, 41);
export const SECRET = 'https://hooks.example/services/T0K3N';
export const MINUTE_MS = 60_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type TestPixel = Mutable<WatchedPixel>;

export interface Posted {
	readonly body: AlertBody;
	readonly atMs: number;
}

/** How the receiver answers; `hang` never does. */
export type Answer = number | 'hang' | Error;

/** @param isLater it is started by a restart */
export function anAlertWatch(settings: Partial<AlertSettings> = {}, isLater = false) {
	const clock = new ManualClock(START);
	const folder = join(temporaryFolder(), 'data');
	const { lines, ...log } = createRecordingLog();
	const open = () => openSqliteStore({ folder, mode: 'live', nowMs: clock.nowMs });
	const chosen: Mutable<AlertSettings> = { ...alertsSchema.parse({}), webhook: SECRET, ...settings };
	const pixels: TestPixel[] = [aPixel('shop', 'p1')];
	const posted: Posted[] = [];
	const requests: RequestInit[] = [];
	let answer: Answer = 200;
	const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
		requests.push(init);
		posted.push({ body: JSON.parse(String(init.body)) as AlertBody, atMs: clock.nowMs() });
		if (answer === 'hang') return new Promise(() => {});
		if (answer instanceof Error) throw answer;
		return new Response('no secret of ours', { status: answer });
	};
	let store: Store = open();
	let watch: AlertWatch | undefined;
	const start = () => {
		const { nowMs, sleep } = clock;
		watch = new AlertWatch({
			store,
			log: log as never,
			listPixels: () => pixels,
			readSettings: () => chosen,
			readTeller: () => ({ instance: 'gateway-1', adminUrl: 'http://127.0.0.1:8789' }),
			fetch,
			nowMs,
			sleep,
		});
		watch.start();
		return watch;
	};
	if (!isLater) watch = start();
	return {
		clock,
		pixels,
		posted,
		requests,
		lines,
		settings: chosen,
		store: () => store,
		watch: () => watch as AlertWatch, // Started by now.
		states: () => posted.map(({ body }) => `${body.state} ${body.alert}`),
		answer: (next: Answer) => {
			answer = next;
		},
		/** Lets time pass, as the watch sees it. */
		async pass(ms: number): Promise<void> {
			await clock.advance(ms);
			await runPendingWork();
		},
		/** Lets many pixels be written down, one after the other. */
		async settle(): Promise<void> {
			for (let turn = 0; turn < 50; turn++) await runPendingWork();
		},
		async count(pixelId: string, counts: readonly Count[]): Promise<void> {
			await store.counts.add(pixelId, counts);
		},
		async restart(): Promise<void> {
			await watch?.close();
			await store.close();
			store = open();
			watch = start();
			await runPendingWork();
		},
		async close(): Promise<void> {
			await watch?.close();
			await store.close();
		},
	};
}

export function aPixel(name: string, pixelId: string): TestPixel {
	return {
		name,
		pixelId,
		isOwned: true,
		isStarted: true,
		acceptedMs: undefined,
		condition: () => ({ state: 'sending' }),
	};
}

/** Of so many accepted events, the first ones with an ad click. */
export function accepted(n: number, withClick: number): readonly Count[] {
	const one = { kind: 'accepted', type: 'order_created', from: 'Order Completed', source: 'js' } as const;
	return [
		{ what: writeCounted({ ...one, matchKeys: 1 }), n: withClick },
		{ what: writeCounted({ ...one, matchKeys: 2 }), n: n - withClick },
	].filter((count) => count.n > 0);
}
