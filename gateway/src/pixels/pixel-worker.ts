/** The worker of a pixel while the pixel is this gateway's own: what it remembered is read first, and kept as it learns. */

import { createAcceptance } from 'openai-ads-destination/pipeline';
import { toPauseChange } from '../queue/pixel-state.js';
import { type Ownership, YIELDED } from '../queue/queue.js';
import { readStatus } from '../worker/experience.js';
import { RequestRate } from '../worker/request-rate.js';
import type { Worker } from '../worker/worker.js';
import { buildWorker, type PixelWorkerPorts } from './build-worker.js';
import { createPixelDelivery, type PixelDelivery } from './pixel-delivery.js';
import { type SendingSettings, toFingerprint } from './sending-settings.js';
import type { WorkerFacts } from './standing.js';
import { untilAborted } from './until-aborted.js';

/** A third of what an ownership lasts. (product decision) */
const EXTEND_EVERY_MS = 3000;
/** How long deliveries may take to end when another gateway is to have the pixel. Our choice. */
const YIELD_GRACE_MS = 10_000;
/** Wait after the disk refused to tell the state. Our choice. */
const RETRY_MS = 1000;

export class PixelWorker {
	/** It sends, as far as the pace and the operator allow it. */
	isOwner = false;
	readonly #ports: PixelWorkerPorts;
	readonly #rate: RequestRate;
	readonly #acceptance = createAcceptance();
	readonly #closing = new AbortController();
	#settings: SendingSettings;
	#delivery: PixelDelivery;
	#worker: Worker | undefined;
	#running: Promise<void> | undefined;
	#isPaused = false;
	#pausedSinceMs: number | undefined;

	constructor(settings: SendingSettings, ports: PixelWorkerPorts) {
		this.#ports = ports;
		this.#rate = new RequestRate(ports.monotonicMs);
		this.#settings = settings;
		this.#delivery = this.#createDelivery();
	}

	/** Begins to send, as soon as the pixel is its own and its state is known. */
	start(): void {
		this.#running ??= this.#run();
	}

	get isStarted(): boolean {
		return this.#running !== undefined;
	}

	get own(): WorkerFacts {
		const status = this.#worker?.status() ?? { isHeld: false };
		return { isPaused: this.#isPaused, pausedSinceMs: this.#pausedSinceMs, status };
	}

	/** What the pixel's worker is doing; where another gateway owns the pixel, what that one has stored. */
	async facts(): Promise<WorkerFacts> {
		if (this.#worker !== undefined || !this.isStarted) return this.own;
		const { memory, ...pause } = await this.#ports.queue.state();
		return { ...pause, status: readStatus(memory, this.#ports.ports.nowMs()) };
	}

	/** Tells it that events were added. */
	wake(): void {
		this.#worker?.wake();
	}

	/** With another key, or another endpoint, what waits is tried at once. */
	configure(settings: SendingSettings): void {
		const isCorrected = toFingerprint(settings) !== toFingerprint(this.#settings);
		this.#settings = settings;
		this.#delivery = this.#createDelivery();
		this.#worker?.configure(settings.destination);
		this.#applyPause();
		if (isCorrected) this.#worker?.probeNow();
	}

	/** Resolves once it is on disk. */
	async setPaused(isPaused: boolean): Promise<void> {
		const { queue, ports } = this.#ports;
		const before = await queue.state();
		const change = toPauseChange(before, isPaused, ports.nowMs());
		await queue.setState(change);
		this.#isPaused = isPaused;
		this.#pausedSinceMs = { ...before, ...change }.pausedSinceMs;
		this.#applyPause();
	}

	/** Takes no more batches; resolves once those under way have ended, or after the grace without them. */
	async close(graceMs: number): Promise<void> {
		this.#closing.abort();
		await this.#worker?.stop(graceMs);
		await this.#running;
	}

	#createDelivery(): PixelDelivery {
		const { destination, maxRequestsPerSecond } = this.#settings;
		this.#rate.configure(maxRequestsPerSecond);
		return createPixelDelivery(destination, this.#ports.ports, { acceptance: this.#acceptance, rate: this.#rate });
	}

	#applyPause(): void {
		this.#worker?.setPaused(this.#isPaused || this.#settings.paused);
	}

	async #run(): Promise<void> {
		const { queue, log, ports } = this.#ports;
		const { signal } = this.#closing;
		const listener = { onArrived: () => this.wake(), onPaused: (isPaused: boolean) => this.#follow(isPaused) };
		while (!signal.aborted) {
			try {
				const own = await queue.own(signal, listener);
				if (own !== undefined) await this.#work(own);
			} catch (error) {
				log.warn({ err: error }, 'The state of a pixel could not be read. Trying again.');
				await ports.sleep(RETRY_MS, signal);
			}
		}
	}

	/** Sends until another owns the pixel, or until it is closed. */
	async #work(own: Ownership): Promise<void> {
		const { queue, ports } = this.#ports;
		const { isPaused, pausedSinceMs, memory } = await queue.state();
		const { signal } = this.#closing;
		if (signal.aborted) return;
		const worker = buildWorker(own, memory, this.#ports, {
			rate: this.#rate,
			settings: () => this.#settings,
			delivery: () => this.#delivery,
		});
		this.#worker = worker;
		this.#isPaused = isPaused;
		this.#pausedSinceMs = pausedSinceMs;
		this.#applyPause();
		if (memory?.['credentials'] === toFingerprint(this.#settings)) this.#rate.recall(memory['rate'], ports.nowMs());
		// The key was corrected while no gateway ran.
		else if (memory !== undefined) worker.probeNow();
		worker.start();
		this.isOwner = true;
		// Whether that worked, `lost` says.
		const extending = setInterval(() => queue.extend(own).catch(() => {}), EXTEND_EVERY_MS);
		await untilAborted(AbortSignal.any([signal, own.lost]));
		clearInterval(extending);
		this.isOwner = false;
		// While the pixel is still its own, what is under way can be settled.
		if (signal.aborted) return;
		await worker.stop(own.lost.reason === YIELDED ? YIELD_GRACE_MS : 0);
		this.#worker = undefined;
	}

	/** Another gateway was told. */
	#follow(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.#pausedSinceMs = isPaused ? this.#ports.ports.nowMs() : undefined;
		this.#applyPause();
	}
}
