/** Ends the stories of events that waited until OpenAI would not take them any more. */

import type { DeadLetters, KeptLetter } from '../queue/dead-letters.js';
import { toIdentity } from './identity.js';
import type { Story } from './story.js';
import type { StoryBook } from './story-book.js';

const PAGE = 1000;

/** Whose letters, and how many of them at most. */
export interface Expired {
	readonly pixelId: string;
	readonly count: number;
	/** Unix milliseconds. */
	readonly sinceMs: number;
}

/** @returns the stories that have ended by it; of events whose story is gone there is none */
export async function endExpired(
	book: StoryBook,
	letters: Pick<DeadLetters, 'list'>,
	{ pixelId, count, sinceMs }: Expired,
): Promise<readonly Story[]> {
	const ended: Story[] = [];
	// The ring holds no more, however many there are.
	const most = Math.min(count, book.size.stories);
	let before: string | undefined;
	for (let read = 0; read < most; read += PAGE) {
		const page = { limit: PAGE, ...(before === undefined ? {} : { before }) };
		const found = await letters.list({ reason: 'expired', sinceMs }, page);
		ended.push(...found.flatMap((letter) => endOne(book, pixelId, letter) ?? []));
		before = found.at(-1)?.key;
		if (found.length < PAGE) break;
	}
	return ended;
}

function endOne(book: StoryBook, pixelId: string, letter: KeptLetter): Story | undefined {
	const { type, name, id, reason, detail, atMs } = letter;
	if (type === undefined) return undefined;
	const named = name === undefined ? {} : { customEventName: name };
	const story = book.findQueued(toIdentity(pixelId, { type, id, ...named }));
	if (story?.outcome !== 'waiting') return undefined;
	book.change(story, {
		outcome: 'discarded',
		reason,
		detail,
		steps: [...story.steps, { atMs, what: 'set_aside', detail }],
	});
	return story;
}
