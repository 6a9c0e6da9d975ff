/** Sends events straight to OpenAI: taken in, cut into requests, delivered. Nothing waits for a request to fill. */

import type { AnalyticsEvent, EventResult } from 'openai-ads-destination';
import { leftAtClose, refusedAsClosed, takeBatch } from 'openai-ads-destination/internal';
import {
	type Admission,
	type BatchItem,
	createDelivery,
	createEnrichment,
	createIntake,
	type Deliver,
	type Delivered,
	type DeliverySettings,
	type Enrich,
	type Ports,
	toRequestBytes,
} from 'openai-ads-destination/pipeline';
import type { Sender } from './sender.js';
import { createTakeIn, findGaining, type TakeIn } from './take-in.js';

type BatchSettings = Pick<DeliverySettings, 'flushAt' | 'maxBatchBytes' | 'maxInFlight'>;

/** An item, and its place among the items of one call. */
interface Leaving {
	readonly item: BatchItem;
	readonly index: number;
}

export function createDirectSender(settings: DeliverySettings, ports: Ports): Sender {
	const sender = new DirectSender(
		settings,
		createTakeIn(createIntake(settings, ports)),
		createEnrichment(settings, ports),
		createDelivery(settings, { ...ports, encodeRequest: toRequestBytes }),
	);
	return {
		send: (events) => sender.send(events),
		teach: (events) => sender.teach(events),
		stop: () => sender.stop(),
	};
}

class DirectSender {
	readonly #settings: BatchSettings;
	readonly #takeIn: TakeIn;
	readonly #enrich: Enrich;
	readonly #deliver: Deliver;
	readonly #end = new AbortController();

	constructor(settings: BatchSettings, takeIn: TakeIn, enrich: Enrich, deliver: Deliver) {
		this.#settings = settings;
		this.#takeIn = takeIn;
		this.#enrich = enrich;
		this.#deliver = deliver;
	}

	async teach(events: Iterable<AnalyticsEvent>): Promise<void> {
		await this.#takeIn(events);
	}

	async send(events: Iterable<AnalyticsEvent>): Promise<readonly EventResult[]> {
		if (this.#end.signal.aborted) return Array.from(events, refusedAsClosed);
		const all = await this.#takeIn(events);
		return toResults(all, await this.#deliverAll(await this.#toLeaving(all)));
	}

	stop(): void {
		this.#end.abort();
	}

	/** Between being taken in and leaving only the other events of the call can teach something of an event's person. */
	async #toLeaving(all: readonly Admission[]): Promise<Leaving[]> {
		const gaining = [...findGaining(all)];
		const gained = await this.#enrich(gaining.map((item) => ({ item })));
		const better = new Map(gaining.map((item, index) => [item, gained[index]]));
		const leaving: Leaving[] = [];
		for (const { item } of all)
			if (item !== undefined) leaving.push({ item: better.get(item) ?? item, index: leaving.length });
		return leaving;
	}

	/** As many requests at once as the settings say, in the order of the items. */
	async #deliverAll(leaving: Leaving[]): Promise<readonly EventResult[]> {
		const results: EventResult[] = new Array(leaving.length);
		const sendInTurn = async () => {
			while (leaving.length > 0) {
				const batch = takeBatch(leaving, this.#settings);
				const settled = await this.#deliverBatch(batch.map(itemOf));
				for (let place = 0; place < batch.length; place++) {
					const { index } = batch[place] as Leaving; // The place is within the batch.
					results[index] = settled[place] as EventResult; // One for each item.
				}
			}
		};
		await Promise.all(Array.from({ length: this.#settings.maxInFlight }, sendInTurn));
		return results;
	}

	async #deliverBatch(items: readonly BatchItem[]): Promise<readonly EventResult[]> {
		const { signal } = this.#end;
		if (signal.aborted) return items.map(leftAtClose);
		return (await this.#deliver(items, signal)).map(resultOf);
	}
}

// Named, since V8 would compile a function that is made for each batch over and over again.
const itemOf = ({ item }: Leaving) => item;
const resultOf = ({ result }: Delivered) => result;

/** `delivered` has one result for each item. */
function toResults(all: readonly Admission[], delivered: readonly EventResult[]): EventResult[] {
	const results: EventResult[] = [];
	let next = 0;
	for (const { item, result } of all) results.push(item === undefined ? result : (delivered[next++] as EventResult));
	return results;
}
