/** One pixel at work: its way in, its queue, its worker, its state. */

import { scopeProfiles } from 'openai-ads-destination/internal';
import { type Ports, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createPixelAccept, type PixelAccept } from '../accept/accept-pixel.js';
import { type Log, logOf, toLibraryLogger } from '../log.js';
import { meterFetch, meterIntake } from '../metrics/metered.js';
import type { PixelCounts } from '../metrics/pixel-counts.js';
import type { PixelControl, PixelFlow, PixelStanding } from '../operate/pixel-control.js';
import type { PixelQueue } from '../queue/queue.js';
import type { Store } from '../queue/store.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { PixelWatch } from '../stories/watches.js';
import type { PixelName } from '../stories/write-admitted.js';
import { traceFetch } from '../traceparent.js';
import { isAccepted } from '../worker/answer.js';
import type { OnSettled } from '../worker/on-settled.js';
import type { Slots } from '../worker/slots.js';
import { Entrance } from './entrance.js';
import { Outflow } from './outflow.js';
import { type PixelStatus, readPixelStatus } from './pixel-status.js';
import { PixelWorker } from './pixel-worker.js';
import { toStanding, type WorkerFacts } from './standing.js';
import { tellShadow } from './tell-shadow.js';

/** What all pixels share. */
export interface PixelPorts {
	readonly store: Pick<Store, 'pixel' | 'profiles'>;
	readonly slots: Slots;
	/** For requests to OpenAI. */
	readonly fetch: Ports['fetch'];
	readonly log: Log;
	/** Counts for the pixel of a name. */
	countsOf(name: string): PixelCounts;
	/** Keeps what becomes of its events. @default nobody does */
	watch?(pixel: () => PixelName): PixelWatch;
}

const monotonicMs = () => performance.now();

export class Pixel implements PixelControl {
	readonly accept: PixelAccept;
	readonly #queue: PixelQueue;
	readonly #ports: Ports;
	readonly #worker: PixelWorker;
	#settings: PixelSettings;
	readonly #log: Log;
	readonly #entrance: Entrance;
	#drainingSinceMs: number | undefined;
	readonly #outflow = new Outflow({ nowMs: Date.now, monotonicMs });

	constructor(settings: PixelSettings, { store, slots, fetch, log: common, countsOf, watch }: PixelPorts) {
		const { pixelId } = settings.destination;
		const log = logOf(common, () => this.name);
		const counts = () => countsOf(this.name);
		const profiles = scopeProfiles(store.profiles, pixelId);
		const ports = withDefaultPorts({
			profiles,
			logger: toLibraryLogger(log),
			fetch: traceFetch(meterFetch(this.#outflow.watch(fetch), counts)),
		});
		this.#settings = settings;
		this.#ports = ports;
		this.#queue = store.pixel(pixelId);
		this.#entrance = new Entrance(settings, ports, log);
		const watching = watch?.(() => ({ name: this.name, pixelId, settings: this.#settings.destination }));
		const { onAdmitted, toCounts } = watching ?? {};
		const onSettled: OnSettled = (settled) => {
			this.#outflow.accepted(settled.delivered.filter(isAccepted).length);
			watching?.onSettled(settled);
		};
		const working = { queue: this.#queue, slots, log, ports, monotonicMs, counts, onSettled, toCounts };
		this.#worker = new PixelWorker(settings, working);
		this.#log = log;
		this.accept = createPixelAccept({
			intake: meterIntake(this.#entrance.intake, counts),
			queue: this.#queue,
			onQueued: () => this.#worker.wake(),
			findHolding: () => this.#entrance.holding,
			onAdmitted,
		});
	}

	get name(): string {
		return this.#settings.name;
	}

	get pixelId(): string {
		return this.#settings.destination.pixelId;
	}

	get settings(): PixelSettings {
		return this.#settings;
	}

	/** Events that wait or are under way. */
	get queued(): number {
		return this.#queue.size();
	}

	/** It is not configured any more. */
	get isDraining(): boolean {
		return this.#drainingSinceMs !== undefined;
	}

	/** It sends while the pixel is this gateway's own and nobody has paused it. */
	get isStarted(): boolean {
		return this.#worker.isStarted;
	}

	/** Of several gateways, it is this one that sends its events. */
	get isOwned(): boolean {
		return this.#worker.isOwner;
	}

	/** When OpenAI last accepted an event, in Unix milliseconds; of this process. */
	get acceptedMs(): number | undefined {
		return this.#worker.own.status.acceptedMs;
	}

	start(): void {
		tellShadow(this.#log, this.#settings.destination.shadow, this.queued);
		this.#worker.start();
	}

	/** New settings, for what comes and goes from now on. It is not drained any more. */
	configure(settings: PixelSettings): void {
		if (!this.#settings.destination.shadow) tellShadow(this.#log, settings.destination.shadow, this.queued);
		this.#settings = settings;
		this.#drainingSinceMs = undefined;
		this.#entrance.configure(settings);
		this.#worker.configure(settings);
	}

	/** It is no longer configured; what waits still goes out. */
	drain(): void {
		this.#drainingSinceMs ??= this.#ports.nowMs();
	}

	async condition(): Promise<PixelStanding> {
		return this.#toStanding(await this.#worker.facts());
	}

	flow(): PixelFlow {
		const { own } = this.#worker;
		const isHolding = this.#toStanding(own).state === 'holding';
		return { ...this.#outflow.read(), nextProbeMs: isHolding ? own.status.nextProbeMs : undefined };
	}

	#toStanding(worker: WorkerFacts): PixelStanding {
		const { isStarted, settings } = this;
		return toStanding({ drainingSinceMs: this.#drainingSinceMs, isStarted, settings, worker });
	}

	status(): Promise<PixelStatus> {
		return readPixelStatus(this, this.#queue, this.#ports.nowMs());
	}

	/** Tells it that something was put into its queue. */
	wake(): void {
		this.#worker.wake();
	}

	pause(): Promise<void> {
		return this.#worker.setPaused(true);
	}

	resume(): Promise<void> {
		return this.#worker.setPaused(false);
	}

	/** Takes no more batches; resolves once those under way have ended, or after the grace without them. */
	close(graceMs: number): Promise<void> {
		return this.#worker.close(graceMs);
	}
}
