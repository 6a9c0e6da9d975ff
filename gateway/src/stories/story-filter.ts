/** Which stories are meant. */

import { toOrderMark } from './identity.js';
import type { Story } from './story.js';

/** Each list: one of them. Without anything: all. */
export interface StoryFilter {
	readonly type?: readonly string[];
	readonly name?: readonly string[];
	readonly outcome?: readonly string[];
	readonly reason?: readonly string[];
	readonly verdict?: readonly string[];
	readonly source?: readonly string[];
	readonly instance?: readonly string[];
	readonly pixel?: readonly string[];
	/** An id, an order id, a message id, an `x-request-id` or a part of a name, whatever its case. */
	readonly q?: string;
}

export function createStoryTest(filter: StoryFilter): (story: Story) => boolean {
	const { q, pixel, ...lists } = filter;
	const wanted = Object.entries(lists) as [keyof typeof lists, readonly string[]][];
	const text = q?.toLowerCase();
	const mark = q === undefined ? undefined : toOrderMark(q);
	return (story) =>
		wanted.every(([key, values]) => values.includes(readField(story, key))) &&
		(pixel === undefined || pixel.includes(story.pixel) || pixel.includes(story.pixelId)) &&
		(text === undefined || (mark !== undefined && story.orderMark === mark) || isAbout(story, text));
}

function readField(story: Story, key: Exclude<keyof StoryFilter, 'q' | 'pixel'>): string {
	return story[key] ?? '';
}

function isAbout({ seq, id, messageId, name, steps }: Story, text: string): boolean {
	const ids = [String(seq), id, messageId, ...steps.map(({ requestId = '' }) => requestId)];
	return ids.some((each) => each.toLowerCase() === text) || name.toLowerCase().includes(text);
}
