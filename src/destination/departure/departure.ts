/** The way out of the batcher: profiles are asked once more, people who said no meanwhile stay behind, the rest is delivered. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Deliver } from '../deliver/isolate-poison.js';
import type { EventResult } from '../event-result.js';
import { isOfAny } from '../intake/drop-denied.js';
import { denied, leftAtClose } from '../intake/never-sent.js';
import { unlessAborted } from '../primitives/clock.js';
import type { Enrich } from './create-enrichment.js';

export class Departure {
	readonly #enrich: Enrich;
	readonly #deliver: Deliver;
	/** For each batch that waits for its profiles: the keys of people who are forgotten meanwhile. */
	readonly #forgotten = new Set<Set<string>>();

	constructor(enrich: Enrich, deliver: Deliver) {
		this.#enrich = enrich;
		this.#deliver = deliver;
	}

	/** Keeps the people with these keys out of the batches that have not left yet. */
	forget(keys: ReadonlySet<string>): void {
		for (const forgotten of this.#forgotten) for (const key of keys) forgotten.add(key);
	}

	/** One result for each item, in order. Never rejects. `signal` ends waiting and delivery at once. */
	async send(items: readonly BatchItem[], signal: AbortSignal): Promise<readonly EventResult[]> {
		const forgotten = new Set<string>();
		this.#forgotten.add(forgotten);
		const enriched = await unlessAborted(this.#enrich(items.map((item) => ({ item }))), signal);
		this.#forgotten.delete(forgotten);
		if (enriched === undefined) return items.map(leftAtClose);
		const leaving = enriched.filter((item) => !isOfAny(item, forgotten));
		const delivered = leaving.length === 0 ? [] : await this.#deliver(leaving, signal);
		let next = 0;
		return enriched.map((item) => (isOfAny(item, forgotten) ? denied(item) : delivered[next++]?.result) as EventResult); // One for each that left.
	}
}
