/** One pixel at work: its way in, its queue, its worker, its state. */

import { scopeProfiles } from 'openai-ads-destination/internal';
import { createIntake, type Intake, type Ports, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createPixelAccept, type PixelAccept } from '../accept/accept-pixel.js';
import { guardAmounts } from '../accept/amount-guard.js';
import type { HoldingPorts } from '../accept/keep.js';
import { createHolding } from '../hold/hold.js';
import { type Log, logOf, toLibraryLogger } from '../log.js';
import { meterFetch, meterIntake } from '../metrics/metered.js';
import type { PixelCounts } from '../metrics/pixel-counts.js';
import type { PixelControl, PixelFlow, PixelStanding } from '../operate/pixel-control.js';
import type { PixelQueue } from '../queue/queue.js';
import type { Store } from '../queue/store.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { PixelWatch } from '../stories/stories.js';
import type { PixelName } from '../stories/write-admitted.js';
import { traceFetch } from '../traceparent.js';
import type { OnSettled } from '../worker/on-settled.js';
import type { Slots } from '../worker/slots.js';
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

const DOUBT = 'An amount is far above all others of its kind. The event is sent all the same, as moneyGuard says.';
const CANCELLED = 'Orders were cancelled while they were held. They are not sent.';

const monotonicMs = () => performance.now();

export class Pixel implements PixelControl {
	readonly accept: PixelAccept;
	readonly #queue: PixelQueue;
	readonly #ports: Ports;
	readonly #worker: PixelWorker;
	#settings: PixelSettings;
	readonly #log: Log;
	#intake: Intake;
	#holding: HoldingPorts | undefined;
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
		this.#intake = createIntake(settings.destination, ports);
		const watching = watch?.(() => ({ name: this.name, pixelId, settings: this.#settings.destination }));
		const { onAdmitted, toCounts } = watching ?? {};
		const onSettled: OnSettled = (settled) => {
			this.#outflow.accepted(settled.delivered.filter(({ result }) => result.outcome === 'accepted').length);
			watching?.onSettled(settled);
		};
		const working = { queue: this.#queue, slots, log, ports, monotonicMs, counts, onSettled, toCounts };
		this.#worker = new PixelWorker(settings, working);
		this.#log = log;
		this.#holding = this.#createHolding();
		this.accept = createPixelAccept({
			intake: meterIntake(this.#createIntake(log), counts),
			queue: this.#queue,
			onQueued: () => this.#worker.wake(),
			findHolding: () => this.#holding,
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

	/** It sends, or would if it were not paused. */
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
		this.#intake = createIntake(settings.destination, this.#ports);
		this.#holding = this.#createHolding();
		this.#worker.configure(settings);
	}

	/** By the settings at each moment. */
	#createIntake(log: Log): Intake {
		return guardAmounts((events, sender) => this.#intake(events, sender), {
			readMode: () => this.#settings.destination.moneyGuard,
			onDoubt: (detail) => log.warn({ reason: 'money_guard', detail, count: 1 }, DOUBT),
		});
	}

	/** Which events wait on purpose; `undefined` if none do. */
	#createHolding(): HoldingPorts | undefined {
		const holding = createHolding(this.#settings.hold ?? [], this.pixelId);
		const onCancelled = (count: number) => this.#log.info({ reason: 'cancelled', count }, CANCELLED);
		return holding && { ...holding, nowMs: this.#ports.nowMs, onCancelled };
	}

	/** Only what waits still goes out. */
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
