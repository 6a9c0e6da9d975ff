/** Writes stories and counts of RudderStack's transformer calls. */

import type { Admission, BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { Arrived } from '../accept/arrived.js';
import type { Ending } from '../accept/ending.js';
import type { Sender } from '../queue/queue.js';
import type { EventCounts } from './count-events.js';
import type { Story } from './story.js';
import type { StoryBook } from './story-book.js';
import { type PixelName, writeAdmitted } from './write-admitted.js';
import { RUDDERSTACK, writeAgain, writeDelivered } from './write-returned.js';

const SENDER: Sender = { tier: 'server', from: RUDDERSTACK };

export interface CallsPorts {
	readonly book: StoryBook;
	explain(pixel: PixelName, arrived: Arrived, story: Story): void;
}

/** Of one slice of a call, all of one pixel. */
export interface Slice {
	readonly pixel: PixelName;
	readonly counts: EventCounts;
	readonly atMs: number;
}

export function writeTransformed(
	{ pixel, counts, atMs }: Slice,
	events: readonly unknown[],
	admissions: readonly Admission[],
	{ book, explain }: CallsPorts,
): void {
	for (const [index, admission] of admissions.entries()) {
		const { item } = admission;
		if (item !== undefined && writeAgain(book, pixel.pixelId, item, atMs)) continue;
		const ending = toEnding(admission);
		const arrived = { event: events[index], admission, ending, isKnown: false, isReturned: true };
		const story = writeAdmitted(book, pixel, arrived, SENDER, atMs);
		counts.countAdmitted(arrived, story, { settings: pixel.settings, nowMs: atMs });
		explain(pixel, arrived, story);
	}
}

export function writeProxied(
	{ pixel, counts, atMs }: Slice,
	items: readonly BatchItem[],
	delivered: readonly Delivered[],
	book: StoryBook,
): void {
	const stories = writeDelivered(book, pixel, { items, delivered }, atMs);
	for (const story of stories) counts.countDelivered(story, atMs);
}

function toEnding({ item, result }: Admission): Ending | undefined {
	if (item !== undefined || result.outcome !== 'discarded') return undefined;
	return { outcome: 'refused', reason: result.reason, detail: result.detail ?? '' };
}
