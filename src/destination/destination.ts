/** Composes intake, batches and delivery, and owns the destination's life. */

import type { BatchItem } from './batch/batch-item.js';
import { Batcher } from './batch/batcher.js';
import type { AnalyticsEvent } from './contract/analytics-event.js';
import { createDelivery, type DeliverySettings } from './deliver/create-delivery.js';
import { requireCredentials } from './deliver/require-credentials.js';
import { createEnrichment } from './departure/create-enrichment.js';
import { Departure } from './departure/departure.js';
import type { EventResult } from './event-result.js';
import { createIntake } from './intake/create-intake.js';
import { forgottenKeys, isOfAny } from './intake/drop-denied.js';
import { inOrder, type OrderedIntake } from './intake/in-order.js';
import type { Admission, Intake } from './intake/intake.js';
import { denied, leftAtClose, leftOutOfQueue, NO_LIST, refusedAsClosed, refusedAsFull } from './intake/never-sent.js';
import { type Ports, withDefaultPorts } from './ports.js';
import { inTime } from './primitives/clock.js';
import { isRecord } from './primitives/json.js';
import { parseSettings, type SettingsInput } from './settings/settings.js';

/** Sends analytics events to OpenAI Ads. Every event ends in exactly one result; no method rejects. */
export interface Destination {
	/** Sends an event as a `track` call, whatever its `type` says. Resolves when its fate is known. */
	track(event: AnalyticsEvent): Promise<EventResult>;
	/** Sends an event as a `page` call, whatever its `type` says. Resolves when its fate is known. */
	page(event: AnalyticsEvent): Promise<EventResult>;
	/** Sends an event as a `screen` call, whatever its `type` says. Resolves when its fate is known. */
	screen(event: AnalyticsEvent): Promise<EventResult>;
	/** Remembers the person; OpenAI has no identify event. */
	identify(event: AnalyticsEvent): Promise<EventResult>;
	/** Sends one event by its own `type`. */
	send(event: AnalyticsEvent): Promise<EventResult>;
	/** Sends many events at once, without waiting for batches to fill; `results[i]` belongs to `events[i]`. */
	sendBatch(events: readonly AnalyticsEvent[]): Promise<EventResult[]>;
	/** Sends all waiting events; resolves when they, and those under way, have their results. */
	flush(): Promise<void>;
	/**
	 * Sends all waiting events, at most for `timeoutMs`, by the machine's own clock. What is undecided by then, and events that
	 * come later, are `failed: closed`; nothing is sent after that.
	 */
	close(options?: CloseOptions): Promise<void>;
}

export interface CloseOptions {
	/**
	 * Milliseconds.
	 * @default 30_000
	 */
	readonly timeoutMs?: number | undefined;
}

/** (product decision) */
const CLOSE_TIMEOUT_MS = 30_000;

/**
 * Creates a destination.
 *
 *   const destination = createDestination({ apiKey, pixelId });
 *   await destination.send(event); // { outcome: 'accepted', messageId: '...', ... }
 *
 * @throws SettingsError naming everything that is wrong with the settings; nothing else ever throws
 */
export function createDestination(settings: SettingsInput, ports?: Partial<Ports>): Destination {
	const allPorts = withDefaultPorts(ports ?? {});
	const deliverySettings = requireCredentials(parseSettings(settings));
	return new OpenAIAdsDestination(createIntake(deliverySettings, allPorts), deliverySettings, allPorts);
}

class OpenAIAdsDestination implements Destination {
	readonly #intake: OrderedIntake;
	readonly #departure: Departure;
	readonly #batcher: Batcher;
	readonly #ports: Ports;
	readonly #arriving = new Set<Promise<unknown>>();
	readonly #maxQueued: number;
	/** Events whose profiles are being looked up. */
	#arrivingEvents = 0;
	/** Closed: takes no more events. Stopped: sends no more, too. */
	#isClosed = false;
	#isStopped = false;
	/** One for each batch under way. */
	readonly #stops = new Set<AbortController>();

	constructor(intake: Intake, settings: DeliverySettings, ports: Ports) {
		this.#departure = new Departure(createEnrichment(settings, ports), createDelivery(settings, ports));
		this.#intake = inOrder(intake);
		this.#batcher = new Batcher(settings, (items) => this.#send(items));
		this.#ports = ports;
		this.#maxQueued = settings.maxQueued;
	}

	track = (event: AnalyticsEvent) => this.#sendOne(withType(event, 'track'));
	page = (event: AnalyticsEvent) => this.#sendOne(withType(event, 'page'));
	screen = (event: AnalyticsEvent) => this.#sendOne(withType(event, 'screen'));
	identify = (event: AnalyticsEvent) => this.#sendOne(withType(event, 'identify'));
	send = (event: AnalyticsEvent) => this.#sendOne(event);

	async sendBatch(events: readonly AnalyticsEvent[]): Promise<EventResult[]> {
		if (!Array.isArray(events)) return [await this.#report(NO_LIST)];
		const results = await this.#admit(Array.from(events));
		this.#batcher.release();
		return Promise.all(results);
	}

	async flush(): Promise<void> {
		await Promise.all(this.#arriving);
		await this.#batcher.flush();
	}

	async close(options?: CloseOptions): Promise<void> {
		this.#isClosed = true;
		const timeoutMs = Number(options?.timeoutMs ?? CLOSE_TIMEOUT_MS);
		await inTime(this.flush(), timeoutMs >= 0 ? timeoutMs : CLOSE_TIMEOUT_MS).catch(() => this.#stop());
		await this.flush(); // Also what a slow profile store held back until now.
	}

	/** Ends everything that is under way. Each event gets its result. */
	#stop(): void {
		this.#isStopped = true;
		this.#intake.abandon((event) => ({ result: refusedAsClosed(event) }));
		this.#batcher.abandon(leftAtClose);
		for (const stop of this.#stops) stop.abort();
	}

	async #send(items: readonly BatchItem[]): Promise<readonly EventResult[]> {
		const stop = new AbortController();
		this.#stops.add(stop);
		const results = await this.#departure.send(items, stop.signal);
		this.#stops.delete(stop);
		return results;
	}

	async #sendOne(event: AnalyticsEvent): Promise<EventResult> {
		const [result] = await this.#admit([event]);
		return result as Promise<EventResult>; // One event in, one promise out.
	}

	/** Takes events in and returns one promise each, in a list, so that awaiting the list does not await delivery. */
	async #admit(events: readonly AnalyticsEvent[]): Promise<Promise<EventResult>[]> {
		if (this.#isClosed) return events.map((event) => this.#report(refusedAsClosed(event)));
		// Bounds the events that wait for a slow profile store.
		if (this.#arrivingEvents >= this.#maxQueued) {
			return events.map((event) => this.#report(refusedAsFull(event)));
		}
		this.#arrivingEvents += events.length;
		const arriving = this.#intake.take(events).then((admissions) => {
			this.#forget(forgottenKeys(admissions));
			return admissions.map((admission) => this.#enqueue(admission));
		});
		this.#arriving.add(arriving);
		return arriving.finally(() => {
			this.#arrivingEvents -= events.length;
			this.#arriving.delete(arriving);
		});
	}

	/** Drops what still waits of people who said no. */
	#forget(keys: ReadonlySet<string>): void {
		if (keys.size === 0) return;
		this.#batcher.abandon(denied, (item) => isOfAny(item, keys));
		this.#departure.forget(keys);
	}

	#enqueue({ item, result }: Admission): Promise<EventResult> {
		if (item === undefined) return this.#report(result);
		if (this.#isStopped) return this.#report(leftAtClose(item));
		const queued = this.#batcher.add(item);
		return queued === undefined ? this.#report(leftOutOfQueue(item)) : queued.then((fate) => this.#report(fate));
	}

	async #report(result: EventResult): Promise<EventResult> {
		const { outcome, reason, detail, requestId } = result;
		if (outcome === 'discarded')
			this.#ports.logger.error('An event was discarded and will not be sent.', { reason, detail, requestId });
		else if (outcome === 'failed')
			this.#ports.logger.warn('An event was not delivered; it can be sent again.', { reason, detail, requestId });
		this.#ports.onResult(result);
		return result;
	}
}

function withType(event: AnalyticsEvent, type: string): AnalyticsEvent {
	try {
		return isRecord(event) && event['type'] !== type ? { ...event, type } : event;
	} catch {
		return event; // Intake reports that it can't be read.
	}
}
