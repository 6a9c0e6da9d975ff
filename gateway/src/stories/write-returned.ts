/** Stories of events that RudderStack has transformed here, and delivers by itself or through the proxy call. */

import { findMatchKeys, isRecord, parseJson, showName, toVerdict } from 'openai-ads-destination/internal';
import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import { toIdentity } from './identity.js';
import type { Step, Story, StoryState } from './story.js';
import type { StoryBook } from './story-book.js';
import { describeItem, type PixelName } from './write-admitted.js';

/** Of events whose library does not name itself, and of those that came before the start. */
export const RUDDERSTACK = 'rudderstack';

/** Adds another transformation to the story of an event that RudderStack tries again. False if there is none. */
export function writeAgain(book: StoryBook, pixelId: string, item: BatchItem, atMs: number): boolean {
	const story = book.findQueued(toIdentity(pixelId, item));
	if (story?.outcome !== 'waiting') return false;
	book.change(story, { steps: [...story.steps, { atMs, what: 'transformed' }] });
	return true;
}

/** Writes what became of a request. @returns the story of each item */
export function writeDelivered(
	book: StoryBook,
	pixel: PixelName,
	{ items, delivered }: { readonly items: readonly BatchItem[]; readonly delivered: readonly Delivered[] },
	atMs: number,
): readonly Story[] {
	return items.map((item, index) => {
		const story = book.findQueued(toIdentity(pixel.pixelId, item)) ?? begin(book, pixel, item, atMs);
		const fate = toFate(delivered[index], atMs);
		book.change(story, { ...fate, steps: [...story.steps, ...fate.steps] });
		return story;
	});
}

/** The event was transformed before the start, or its story is gone. */
function begin(book: StoryBook, { name, pixelId }: PixelName, item: BatchItem, atMs: number): Story {
	const described = describeItem(item, pixelId);
	const start = { atMs, pixel: name, pixelId, messageId: showName(item.messageId), source: RUDDERSTACK };
	const matchKeys = keysOf(item);
	const state = { outcome: 'waiting', matchKeys, verdict: toVerdict(matchKeys), notes: [], steps: [] } as const;
	return book.begin({ ...start, name: described.customName ?? showName(String(item.type)), ...described }, state);
}

function keysOf({ json }: BatchItem): number {
	const event = parseJson(json);
	// The transform call made it; of anything else it is only asked which fields it has.
	return isRecord(event) && isRecord(event['user'] ?? {}) ? findMatchKeys(event as never, false) : 0;
}

type Fate = Pick<StoryState, 'outcome' | 'reason' | 'detail' | 'steps'>;

/** What is not OpenAI's last word on it RudderStack tries again. */
function toFate(delivered: Delivered | undefined, atMs: number): Fate {
	const { result, httpStatus } = delivered ?? {};
	const { outcome = 'failed', reason, detail, requestId } = result ?? {};
	const end = (as: StoryState['outcome'], what: Step['what']): Fate => ({
		outcome: as,
		reason,
		detail,
		steps: [{ atMs, what, detail, requestId, status: httpStatus }],
	});
	return outcome === 'failed' ? end('waiting', 'retrying') : end(outcome, outcome);
}
