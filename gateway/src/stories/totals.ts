/** How many events came and ended since the gateway started. */

import type { StoryOutcome } from './story.js';
import type { StoryBook } from './story-book.js';

export type EndCounts = Readonly<Record<'received' | Exclude<StoryOutcome, 'waiting'>, number>>;

export class Totals {
	readonly #counts = { received: 0, accepted: 0, skipped: 0, discarded: 0, failed: 0 };

	constructor(book: StoryBook) {
		book.onStory(({ outcome, isForeign }, before) => {
			if (isForeign) return; // Its own gateway counts it.
			if (before === undefined) this.#counts.received += 1;
			if (outcome !== 'waiting' && outcome !== before) this.#counts[outcome] += 1;
		});
	}

	read(): EndCounts {
		return { ...this.#counts };
	}
}
