/** A pixel at work on a virtual clock: the real worker, delivery and queue on disk, and an OpenAI that answers as a proof says. */

import { type BatchItem, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createMetrics } from '../gateway/src/metrics/create-metrics.js';
import { PixelWorker } from '../gateway/src/pixels/pixel-worker.js';
import type { PixelQueue } from '../gateway/src/queue/queue.js';
import type { Store } from '../gateway/src/queue/store.js';
import { loadGateway } from '../gateway/src/settings/load-configuration.js';
import { createSweep } from '../gateway/src/sweep.js';
import { Slots } from '../gateway/src/worker/slots.js';
import { ManualClock } from '../gateway/test/manual-clock.js';
import { createRecordingLog } from '../gateway/test/recording-log.js';
import { type VirtualEngine, virtualFolder } from './virtual-engine.js';

export const PIXEL_ID = 'px1';
/** How often aged-out events are looked for. */
const STEP_MS = 10 * 60_000;

/** A request as it arrives. */
export interface VirtualRequest {
	readonly ids: readonly string[];
	readonly bytes: number;
	readonly atMs: number;
}

/** @returns the status of the answer */
export type Answering = (request: VirtualRequest) => number;

export class VirtualPixel {
	readonly clock: ManualClock;
	readonly #engine: VirtualEngine;
	readonly #answer: Answering;
	readonly #latencyMs: number;
	#store: Store;
	#worker: PixelWorker;

	private constructor(clock: ManualClock, engine: VirtualEngine, store: Store, latencyMs: number, answer: Answering) {
		this.clock = clock;
		this.#engine = engine;
		this.#answer = answer;
		this.#latencyMs = latencyMs;
		this.#store = store;
		this.#worker = this.#startWorker();
	}

	/** @param start of the engine; its own folder unless given */
	static async open(
		startMs: number,
		latencyMs: number,
		answer: Answering,
		start: () => Promise<VirtualEngine> = virtualFolder,
	): Promise<VirtualPixel> {
		const engine = await start();
		const clock = new ManualClock(startMs, engine.settle);
		return new VirtualPixel(clock, engine, await engine.open(clock), latencyMs, answer);
	}

	get queue() {
		return this.#store.pixel(PIXEL_ID);
	}

	async add(items: readonly BatchItem[]): Promise<void> {
		await this.queue.append(items);
		this.#worker.wake();
	}

	/** Lets time pass, and takes what has aged out from the queue now and then, as the gateway's chores do. */
	async advance(ms: number): Promise<void> {
		for (let passed = 0; passed < ms; passed += STEP_MS) {
			await this.clock.advance(Math.min(STEP_MS, ms - passed));
			await createSweep(this.#store, this.clock.nowMs, createRecordingLog())();
		}
	}

	/** As a stop and a start of the gateway. */
	async restart(): Promise<void> {
		await this.#stop();
		this.#store = await this.#engine.open(this.clock);
		this.#worker = this.#startWorker();
	}

	async close(): Promise<void> {
		await this.#stop();
		await this.#engine.stop();
	}

	async #stop(): Promise<void> {
		const closed = this.#worker.close(60_000);
		await this.clock.advance(60_000);
		await closed;
		await this.#store.close();
	}

	#startWorker(): PixelWorker {
		return startVirtualWorker(this.queue, this.clock, this.#latencyMs, this.#answer);
	}
}

/** The real worker, on a clock that passes when it is told to. @param queue of {@link PIXEL_ID} */
export function startVirtualWorker(
	queue: PixelQueue,
	{ nowMs, sleep }: ManualClock,
	latencyMs: number,
	answer: Answering,
): PixelWorker {
	const respond = async ({ body }: RequestInit): Promise<Response> => {
		const text = String(body);
		const { events } = JSON.parse(text) as { events: { id: string }[] };
		const status = answer({ ids: events.map(({ id }) => id), bytes: text.length, atMs: nowMs() });
		await sleep(latencyMs);
		if (status === 200) return Response.json({ accepted_events: events.length });
		return Response.json({ error: { code: null, param: null, message: 'no' } }, { status });
	};
	const counts = createMetrics({ version: '0', mode: 'live', states: [], droppedLines: () => 0 }).pixel('shop');
	const worker = new PixelWorker(readSettings(), {
		queue,
		slots: new Slots(64),
		log: createRecordingLog(),
		ports: withDefaultPorts({ nowMs, sleep, fetch: (_url, init) => respond(init) }),
		monotonicMs: nowMs,
		counts: () => counts,
	});
	worker.start();
	return worker;
}

function readSettings() {
	const environment = { OPENAI_CONVERSIONS_API_KEY: 'the-key', OPENAI_ADS_PIXEL_ID: PIXEL_ID };
	const [settings] = loadGateway({ environment }).pixels;
	if (settings === undefined) throw new Error('The environment describes one pixel.');
	return settings;
}
