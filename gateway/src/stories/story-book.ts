/** The stories of the last events: a ring with a bound on their number and on their bytes, in memory only. */

import type { Explanation } from 'openai-ads-destination';
import { Texts } from './intern.js';
import { newStory } from './new-story.js';
import { OldestFirst } from './oldest-first.js';
import { ownText } from './own-text.js';
import { sizeOf } from './size-of.js';
import type { Story, StoryOutcome, StoryStart, StoryState } from './story.js';

/** (product decision) */
const MAX_STORIES = 10_000;
const MAX_BYTES = 24 * 1024 * 1024;
/** Steps of one story; of more, the first and the last are kept. Our choice: a day of retries is fewer. */
export const MAX_STEPS = 40;
/** So that numbers grow over restarts: no gateway has a thousand changes a millisecond. */
const CHANGES_PER_MS = 1000;

/** Of an event that came before the start, or to another gateway, or whose story is gone. */
export const UNKNOWN_SOURCE = 'unknown';

/** Is told of each story that began or changed, and of its outcome before. Must not throw. */
export type OnStory = (story: Story, before: StoryOutcome | undefined) => void;

export interface StoryBookOptions {
	/** Unix milliseconds of the start. */
	readonly startMs: number;
	/** @default 10 000 */
	readonly maxStories?: number;
	/** @default 24 MB */
	readonly maxBytes?: number;
}

export class StoryBook {
	/** In order of `seq`. */
	readonly #stories = new Map<number, Story>();
	readonly #oldest = new OldestFirst(this.#stories);
	readonly #byIdentity = new Map<string, Story>();
	readonly #texts = new Texts();
	readonly #listeners = new Set<OnStory>();
	readonly #maxStories: number;
	readonly #maxBytes: number;
	#counter: number;
	#bytes = 0;

	constructor({ startMs, maxStories = MAX_STORIES, maxBytes = MAX_BYTES }: StoryBookOptions) {
		this.#counter = startMs * CHANGES_PER_MS;
		this.#maxStories = maxStories;
		this.#maxBytes = maxBytes;
	}

	/** Stories that are kept, and about how many bytes they take. */
	get size(): { readonly stories: number; readonly bytes: number } {
		return { stories: this.#stories.size, bytes: this.#bytes };
	}

	/** Of the last change. */
	get newest(): number {
		return this.#counter;
	}

	/** When the oldest story that is kept began. */
	get sinceMs(): number | undefined {
		for (const { atMs } of this.#stories.values()) return atMs;
		return undefined;
	}

	begin(start: StoryStart, state: StoryState): Story {
		const seq = ++this.#counter;
		const story = newStory(seq, start, state, this.#texts);
		story.bytes = sizeOf(story);
		this.#bytes += story.bytes;
		this.#stories.set(seq, story);
		const { identity } = story;
		if (identity !== undefined) this.#byIdentity.set(identity, story);
		this.#evict();
		this.#tell(story, undefined);
		return story;
	}

	change(story: Story, change: Partial<StoryState>): void {
		if (!this.#stories.has(story.seq)) return;
		const { outcome } = story;
		Object.assign(story, change);
		story.steps = cutSteps(story.steps);
		story.changed = ++this.#counter;
		this.#measure(story);
		this.#tell(story, outcome);
	}

	/** Takes over what another gateway knows of an event, where nothing is known of where it came from. */
	learn(
		story: Story,
		start: Pick<StoryStart, 'source' | 'name' | 'amount' | 'currency' | 'orderMark' | 'instance'>,
	): void {
		if (story.source !== UNKNOWN_SOURCE || start.source === UNKNOWN_SOURCE || !this.#stories.has(story.seq)) return;
		const { source, name, amount, currency, orderMark, instance } = start;
		Object.assign(story, {
			source: this.#texts.keep(source),
			name: ownText(name),
			amount,
			currency,
			orderMark,
			instance,
		});
		this.#measure(story);
	}

	/** Adds why the event became what it became, which is no change of it. */
	explain(story: Story, explanation: Explanation): void {
		if (!this.#stories.has(story.seq)) return;
		story.explanation = this.#texts.keepExplanation(explanation);
		// The same end, and what to do about it.
		if (explanation.outcome !== 'accepted' && explanation.reason === story.reason) story.detail = explanation.detail;
		this.#measure(story);
	}

	/** By what the queue knows an event by. */
	findQueued(identity: string): Story | undefined {
		return this.#byIdentity.get(identity);
	}

	find(seq: number): Story | undefined {
		return this.#stories.get(seq);
	}

	/** Newest first. @param before stories older than this one */
	*newestFirst(before = Number.POSITIVE_INFINITY): Generator<Story> {
		const all = [...this.#stories.values()];
		for (let index = all.length - 1; index >= 0; index--) {
			const story = all[index];
			if (story !== undefined && story.seq < before) yield story;
		}
	}

	/**
	 * Removes the stories of people.
	 *
	 * @param marks as `toMark` makes them of digests
	 * @param pixelId of one pixel; of all unless given
	 * @returns how many there were
	 */
	forget(marks: ReadonlySet<number>, pixelId?: string): number {
		let forgotten = 0;
		for (const story of this.#stories.values()) {
			if (pixelId !== undefined && story.pixelId !== pixelId) continue;
			if (!story.marks.some((mark) => marks.has(mark))) continue;
			this.#remove(story);
			forgotten += 1;
		}
		return forgotten;
	}

	/** @returns how to stop it */
	onStory(listener: OnStory): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#tell(story: Story, before: StoryOutcome | undefined): void {
		for (const listener of this.#listeners) listener(story, before);
	}

	#measure(story: Story): void {
		this.#bytes -= story.bytes;
		story.bytes = sizeOf(story);
		this.#bytes += story.bytes;
		this.#evict();
	}

	#evict(): void {
		while (this.#stories.size > this.#maxStories || this.#bytes > this.#maxBytes) {
			const oldest = this.#oldest.next();
			if (oldest === undefined) return;
			this.#remove(oldest);
		}
	}

	#remove(story: Story): void {
		this.#stories.delete(story.seq);
		this.#bytes -= story.bytes;
		const { identity } = story;
		if (identity !== undefined && this.#byIdentity.get(identity) === story) this.#byIdentity.delete(identity);
	}
}

function cutSteps(steps: Story['steps']): Story['steps'] {
	if (steps.length <= MAX_STEPS) return steps;
	const half = MAX_STEPS / 2;
	return [...steps.slice(0, half), ...steps.slice(-half)];
}
