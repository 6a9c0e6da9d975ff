/** All clients of the stream: four frames a second, the counts each second, the pixels when they change. Costs nothing without a client. */

import type { PixelView } from '../operate/operator.js';
import type { Story } from '../stories/story.js';
import type { StoryBook } from '../stories/story-book.js';
import type { EndCounts, Totals } from '../stories/totals.js';
import { EventStream, type Sink } from './event-stream.js';

/** (product decision) */
export const MAX_CLIENTS = 8;
export const FRAME_MS = 250;
const FRAMES_PER_SECOND = 1000 / FRAME_MS;
const BEAT_FRAMES = 15 * FRAMES_PER_SECOND;

/** The data of `event: counts`: since the gateway started, and of the last second. */
export interface CountsFrame extends EndCounts {
	readonly asOf: string;
	readonly perSecond: { readonly received: number; readonly accepted: number };
}

/** The data of `event: health`. */
export interface HealthFrame {
	readonly asOf: string;
	readonly pixels: readonly PixelHealth[];
}

type PixelHealth = Pick<
	PixelView,
	'name' | 'pixelId' | 'state' | 'since' | 'reason' | 'httpStatus' | 'pausedBy' | 'waiting'
>;

function toHealth(view: PixelView): PixelHealth {
	const { name, pixelId, state, since, reason, httpStatus, pausedBy, waiting } = view;
	return { name, pixelId, state, since, reason, httpStatus, pausedBy, waiting };
}

export interface HubPorts {
	readonly book: StoryBook;
	readonly totals: Totals;
	readPixels(): Promise<readonly PixelView[]>;
	/** Brings in what other gateways know. Never rejects. */
	refresh(): Promise<void>;
	/** Unix milliseconds. */
	nowMs(): number;
}

export interface NewClient {
	readonly sink: Sink;
	isMeant(story: Story): boolean;
	/** The last change that it has seen. */
	readonly since?: number | undefined;
}

export class StreamHub {
	readonly #ports: HubPorts;
	readonly #clients = new Set<EventStream>();
	#stopListening: (() => void) | undefined;
	#frames = 0;
	#last: EndCounts;
	#health = '';
	#isReading = false;

	constructor(ports: HubPorts) {
		this.#ports = ports;
		this.#last = ports.totals.read();
	}

	get isFull(): boolean {
		return this.#clients.size >= MAX_CLIENTS;
	}

	get clients(): number {
		return this.#clients.size;
	}

	/** @returns how to let it go */
	add({ sink, isMeant, since }: NewClient): () => void {
		const { book } = this.#ports;
		const client = new EventStream(sink, isMeant, book.newest);
		if (since !== undefined) client.resume(book, since);
		this.#clients.add(client);
		this.#stopListening ??= book.onStory((story) => {
			for (const each of this.#clients) each.add(story);
		});
		client.send('counts', this.#count());
		this.#health = ''; // So that the new one hears of it.
		void this.#tellHealth();
		return () => {
			this.#clients.delete(client);
			if (this.#clients.size > 0) return;
			this.#stopListening?.();
			this.#stopListening = undefined;
		};
	}

	/** To be called every {@link FRAME_MS}. */
	tick(): void {
		if (this.#clients.size === 0) return;
		this.#frames += 1;
		void this.#ports.refresh();
		const isSecond = this.#frames % FRAMES_PER_SECOND === 0;
		const counts = isSecond ? this.#count() : undefined;
		if (isSecond) this.#last = this.#ports.totals.read();
		for (const client of this.#clients) {
			client.flush();
			if (counts !== undefined) client.send('counts', counts);
			if (this.#frames % BEAT_FRAMES === 0) client.beat();
		}
		if (isSecond) void this.#tellHealth();
	}

	#count(): CountsFrame {
		const now = this.#ports.totals.read();
		const { received, accepted } = this.#last;
		const perSecond = { received: now.received - received, accepted: now.accepted - accepted };
		return { asOf: this.#asOf(), ...now, perSecond };
	}

	/** Never rejects: what can't be read is not told. */
	async #tellHealth(): Promise<void> {
		if (this.#isReading) return;
		this.#isReading = true;
		try {
			const pixels = (await this.#ports.readPixels()).map(toHealth);
			// What waits changes all the time; it is told with the rest.
			const health = JSON.stringify(pixels.map(({ waiting: _, ...standing }) => standing));
			if (health === this.#health) return;
			this.#health = health;
			const frame: HealthFrame = { asOf: this.#asOf(), pixels };
			for (const client of this.#clients) client.send('health', frame);
		} catch {
			// `/readyz` and the log tell about a disk that refuses.
		} finally {
			this.#isReading = false;
		}
	}

	#asOf(): string {
		return new Date(this.#ports.nowMs()).toISOString();
	}
}
