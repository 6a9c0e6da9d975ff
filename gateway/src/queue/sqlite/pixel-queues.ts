/** The queues of all pixels in one file, each made when it is first asked for. */

import type { PixelQueue } from '../queue.js';
import { Tally, type TallyGroup } from '../rules/tally.js';
import type { PixelRow } from './forget-digests.js';
import { type Guards, guardQueue } from './guard-queue.js';
import { type SharedParts, SqliteQueue } from './sqlite-queue.js';

export class PixelQueues {
	readonly #shared: SharedParts;
	readonly #guards: Guards;
	readonly #tallies = new Map<string, Tally>();
	readonly #queues = new Map<string, PixelQueue>();

	/** Counts what the file holds; once, so that nothing needs to be counted later. */
	constructor(shared: SharedParts, guards: Guards) {
		this.#shared = shared;
		this.#guards = guards;
		const groups = shared.sql.tally.all([]) as (TallyGroup & { readonly pixel: string })[];
		for (const { pixel, ...group } of groups) this.#tallyOf(pixel).add(group);
	}

	of(pixelId: string): PixelQueue {
		const known = this.#queues.get(pixelId);
		if (known !== undefined) return known;
		const queue = guardQueue(new SqliteQueue(pixelId, this.#shared, this.#tallyOf(pixelId)), this.#guards);
		this.#queues.set(pixelId, queue);
		return queue;
	}

	/** Pixels with events, dead letters or a state, in order of their names. */
	pixelIds(): string[] {
		const waiting = [...this.#tallies].filter(([, tally]) => tally.all.events > 0).map(([pixelId]) => pixelId);
		const ofLetters = (this.#shared.letters.pixels.all([]) as { pixel: string }[]).map(({ pixel }) => pixel);
		return [...new Set([...waiting, ...ofLetters, ...this.#shared.states.pixelIds()])].sort();
	}

	/** Rows are gone that no queue removed itself. */
	removed(rows: readonly PixelRow[]): void {
		for (const row of rows) this.#tallyOf(row.pixel).remove([row]);
	}

	/** Events of all of them. */
	get size(): number {
		let size = 0;
		for (const tally of this.#tallies.values()) size += tally.all.events;
		return size;
	}

	#tallyOf(pixelId: string): Tally {
		const known = this.#tallies.get(pixelId);
		if (known !== undefined) return known;
		const tally = new Tally();
		this.#tallies.set(pixelId, tally);
		return tally;
	}
}
