/** Ends the stories of events that are dropped while they wait: orders that are cancelled. */

import type { StoryBook } from './story-book.js';

/** @param references of what is cancelled */
export function endCancelled(book: StoryBook, pixelId: string, references: ReadonlySet<string>, atMs: number): void {
	if (references.size === 0) return;
	for (const story of book.newestFirst()) {
		const { reference, outcome } = story;
		const isMeant = story.pixelId === pixelId && reference !== undefined && references.has(reference);
		if (!isMeant || outcome !== 'waiting') continue;
		book.change(story, {
			outcome: 'skipped',
			reason: 'cancelled',
			detail: undefined,
			steps: [...story.steps, { atMs, what: 'cancelled' }],
		});
	}
}
