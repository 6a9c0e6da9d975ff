/** What one client of the stream gets: frames of at most so many stories, and a count of what is left out of them. Knows no HTTP. */

import type { Story } from '../stories/story.js';
import type { StoryBook } from '../stories/story-book.js';
import { type Summary, toSummary } from '../stories/summary.js';

/** Stories of one frame; there are four frames a second at most. (product decision) */
export const MAX_FRAME = 40;
/** What waits for a slow client; more is dropped. (product decision) */
export const MAX_BUFFER_BYTES = 256 * 1024;
/** Stories that a client gets at once which comes back. Our choice: ten frames. */
const MAX_RESUMED = 400;

/** Where frames go. */
export interface Sink {
	write(text: string): void;
	/** What the client has not taken yet. */
	bufferedBytes(): number;
}

/** The data of `event: events`. */
export interface EventsFrame {
	/** Stories that began or changed since the frame before, in order of their changes. */
	readonly events: readonly Summary[];
	/** Stories that did so too, and are in no frame. */
	readonly more: number;
	/** Frames that were dropped before this one, since the client was slow. */
	readonly dropped: number;
}

export class EventStream {
	readonly #sink: Sink;
	readonly #isMeant: (story: Story) => boolean;
	/** By `seq`: a story that changes twice is in the frame once. */
	readonly #pending = new Map<number, Story>();
	#changed: number;
	#more = 0;
	#dropped = 0;

	constructor(sink: Sink, isMeant: (story: Story) => boolean, newest: number) {
		this.#sink = sink;
		this.#isMeant = isMeant;
		this.#changed = newest;
	}

	/** Sends what changed after a change that the client has seen. */
	resume(book: StoryBook, since: number): void {
		const missed = [...book.newestFirst()].filter((story) => story.changed > since && this.#isMeant(story));
		missed.sort((one, other) => one.changed - other.changed);
		const shown = missed.slice(-MAX_RESUMED);
		this.#more += missed.length - shown.length;
		for (let start = 0; start < shown.length; start += MAX_FRAME) this.#send(shown.slice(start, start + MAX_FRAME));
	}

	add(story: Story): void {
		if (!this.#isMeant(story)) return;
		this.#changed = story.changed;
		if (this.#pending.size < MAX_FRAME || this.#pending.has(story.seq)) this.#pending.set(story.seq, story);
		else this.#more += 1;
	}

	/** Sends what has come since the frame before. */
	flush(): void {
		const stories = [...this.#pending.values()];
		this.#pending.clear();
		if (stories.length > 0 || this.#more > 0) this.#send(stories);
	}

	/** @param event `counts` or `health` */
	send(event: string, value: unknown): void {
		this.#write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
	}

	/** Tells proxies and the client that the connection lives. */
	beat(): void {
		this.#write(': alive\n\n');
	}

	#send(stories: readonly Story[]): void {
		const frame: EventsFrame = { events: stories.map(toSummary), more: this.#more, dropped: this.#dropped };
		const id = stories.reduce((newest, { changed }) => Math.max(newest, changed), this.#changed);
		if (this.#write(`event: events\nid: ${id}\ndata: ${JSON.stringify(frame)}\n\n`)) this.#more = 0;
		else this.#more += stories.length;
	}

	/** False if the client has too much to read already. */
	#write(text: string): boolean {
		if (this.#sink.bufferedBytes() + text.length > MAX_BUFFER_BYTES) {
			this.#dropped += 1;
			return false;
		}
		this.#sink.write(text);
		if (text.startsWith('event: events')) this.#dropped = 0;
		return true;
	}
}
