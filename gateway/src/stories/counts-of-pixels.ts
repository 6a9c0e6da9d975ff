/** What is counted of each pixel at the door, until it is written. */

import type { Log } from '../log.js';
import type { Store } from '../queue/store.js';
import { EventCounts } from './count-events.js';
import type { StoryBook } from './story-book.js';

export interface CountsPorts {
	/** Of the store; known once that is open. */
	readonly counts: Pick<Store['counts'], 'add'>;
	readonly log: Pick<Log, 'warn'>;
}

/** Pixels with counts. RudderStack's calls may name any; those beyond are told of in the log alone. Our choice. */
const MAX_PIXELS = 200;
const TOO_MANY =
	'RudderStack sends events of too many pixels: those of the others have no stories and are not counted.';

export class CountsOfPixels {
	readonly #book: StoryBook;
	readonly #ports: CountsPorts;
	readonly #counts = new Map<string, EventCounts>();
	#hasToldTooMany = false;

	constructor(book: StoryBook, ports: CountsPorts) {
		this.#book = book;
		this.#ports = ports;
	}

	/** Of a configured pixel. */
	of(pixelId: string): EventCounts {
		const known = this.#counts.get(pixelId) ?? new EventCounts(this.#book, pixelId);
		this.#counts.set(pixelId, known);
		return known;
	}

	/** Of one that a call names. `undefined` if there are too many, which is said once. */
	ofCalled(pixelId: string): EventCounts | undefined {
		if (this.#counts.has(pixelId) || this.#counts.size < MAX_PIXELS) return this.of(pixelId);
		if (!this.#hasToldTooMany) this.#ports.log.warn({ count: MAX_PIXELS }, TOO_MANY);
		this.#hasToldTooMany = true;
		return undefined;
	}

	/** Never rejects: what the disk refuses is tried again with the next ones. */
	async write(): Promise<void> {
		for (const [pixelId, { pending }] of this.#counts) {
			const counts = pending.take();
			if (counts.length === 0) continue;
			await this.#ports.counts.add(pixelId, counts).catch(() => pending.putBack(counts));
		}
	}
}
