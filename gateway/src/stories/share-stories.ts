/**
 * Shares stories with the other gateways of one database: each writes its own, and reads those of the others while somebody looks,
 * so that an event that one took in and another sent has one story, whichever gateway is asked.
 */

import type { ForeignStory, SharedStories } from '../queue/shared-stories.js';
import { mergeStory } from './merge-story.js';
import type { Story } from './story.js';
import type { StoryBook } from './story-book.js';
import { readTold, tell } from './told-story.js';

/** Between two writes, and at most so many stories in each: 200 a second. (product decision) */
const [WRITE_EVERY_MS, MAX_WRITTEN] = [250, 50];
/** Between two reads, however many ask. Our choice. */
const READ_EVERY_MS = 500;
/** Changes that wait to be written; newer ones are not told. Our choice. */
const MAX_WAITING = 2000;
/** Between two looks whom others had forgotten. Our choice. */
const FORGET_EVERY_MS = 1000;

export interface SharingPorts {
	readonly book: StoryBook;
	readonly shared: SharedStories;
	/** What people call this gateway. */
	readonly instance: string;
	monotonicMs(): number;
}

export class StorySharing {
	readonly #ports: SharingPorts;
	readonly #waiting = new Map<number, Story>();
	/** Stories of ours that stand for those of others, by gateway and place. */
	readonly #known = new Map<string, number>();
	#reading: Promise<void> | undefined;
	#readMs = Number.NEGATIVE_INFINITY;
	#isMerging = false;
	#timers: readonly NodeJS.Timeout[] = [];

	constructor(ports: SharingPorts) {
		this.#ports = ports;
	}

	start(): void {
		this.#ports.book.onStory((story) => this.#note(story));
		this.#timers = [
			setInterval(() => void this.write(), WRITE_EVERY_MS).unref(),
			setInterval(() => void this.forgetWithOthers(), FORGET_EVERY_MS).unref(),
		];
	}

	stop(): void {
		for (const timer of this.#timers) clearInterval(timer);
	}

	/** Brings in what others have told. Never rejects: what can't be read is not there yet. */
	async refresh(): Promise<void> {
		if (this.#ports.monotonicMs() - this.#readMs < READ_EVERY_MS) return this.#reading;
		this.#readMs = this.#ports.monotonicMs();
		this.#reading ??= this.#read().finally(() => {
			this.#reading = undefined;
		});
		return this.#reading;
	}

	/** Never rejects: it is told again with its next change, if there is one. */
	async write(): Promise<void> {
		const { shared, instance } = this.#ports;
		const stories = [...this.#waiting.values()].toSorted(byWorth).slice(0, MAX_WRITTEN);
		this.#waiting.clear();
		if (stories.length === 0) return;
		const told = stories.map((story) => ({ seq: story.seq, marks: story.marks, body: tell(story, instance) }));
		await shared.write(told).catch(() => {});
	}

	/** Removes what was told of people, here and by others. */
	async forget(marks: readonly number[]): Promise<void> {
		for (const [seq, story] of this.#waiting)
			if (story.marks.some((mark) => marks.includes(mark))) this.#waiting.delete(seq);
		await this.#ports.shared.forget(marks);
	}

	/** Never rejects: it is asked for again. */
	async forgetWithOthers(): Promise<void> {
		const { shared, book } = this.#ports;
		if (!shared.hasOthers) return;
		const marks = await shared.readForgotten().catch(() => []);
		if (marks.length > 0) book.forget(new Set(marks));
	}

	#note(story: Story): void {
		if (this.#isMerging || !this.#ports.shared.hasOthers) return;
		if (this.#waiting.size < MAX_WAITING || this.#waiting.has(story.seq)) this.#waiting.set(story.seq, story);
	}

	async #read(): Promise<void> {
		const foreign = await this.#ports.shared.readNew().catch((): readonly ForeignStory[] => []);
		this.#isMerging = true;
		try {
			for (const one of foreign) this.#merge(one);
		} finally {
			this.#isMerging = false;
		}
		for (const [name, seq] of this.#known) if (this.#ports.book.find(seq) === undefined) this.#known.delete(name);
	}

	#merge({ gateway, seq, marks, body }: ForeignStory): void {
		const { book } = this.#ports;
		const told = readTold(body);
		if (told === undefined) return;
		const name = `${gateway} ${seq}`;
		const ours =
			book.find(this.#known.get(name) ?? -1) ??
			(told.identity === undefined ? undefined : book.findQueued(told.identity));
		if (ours === undefined) {
			this.#known.set(name, book.begin({ ...told, marks, isForeign: true }, told).seq);
			return;
		}
		this.#known.set(name, ours.seq);
		book.learn(ours, told);
		const change = mergeStory(ours, told);
		if (change !== undefined) book.change(ours, change);
	}
}

/** What people look for first; of the rest those that all gateways choose alike, so that both halves of a story are told. */
function byWorth(one: Story, other: Story): number {
	return Number(isPlain(one)) - Number(isPlain(other)) || ((one.identity ?? '') < (other.identity ?? '') ? -1 : 1);
}

function isPlain({ outcome, notes }: Story): boolean {
	return (outcome === 'accepted' || outcome === 'waiting') && notes.length === 0;
}
