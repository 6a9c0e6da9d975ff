/** Ends the stories of events that are dropped while they wait: orders that are cancelled. */

import type { Tier } from 'openai-ads-destination/pipeline';
import type { StoryBook } from './story-book.js';

/** Whose events are cancelled, and by whom. */
export interface Cancelled {
	readonly pixelId: string;
	/** Of what is cancelled. */
	readonly references: ReadonlySet<string>;
	/** Who says it, as the queue judges it: a server reaches everything, a browser what browsers sent. */
	readonly tier: Tier;
}

export function endCancelled(book: StoryBook, { pixelId, references, tier }: Cancelled, atMs: number): void {
	if (references.size === 0) return;
	for (const story of book.newestFirst()) {
		const { reference, outcome } = story;
		const isMeant = story.pixelId === pixelId && reference !== undefined && references.has(reference);
		const isInReach = tier === 'server' || story.tier === 'browser';
		if (!isMeant || !isInReach || outcome !== 'waiting') continue;
		book.change(story, {
			outcome: 'skipped',
			reason: 'cancelled',
			detail: undefined,
			steps: [...story.steps, { atMs, what: 'cancelled' }],
		});
	}
}
