/** The parts that known ids are kept in: which is being filled, and which has had its time. */

import type Database from 'libsql';
import { DAY_MS } from 'openai-ads-destination/internal';

/** Of a part. A commit of 1000 ids touches at most 300 pages then; with more, each id costs a page of the log. Measured. */
const MAX_IDS = 32_768;
/** A part takes no ids for longer, so that a shop with few of them forgets too. */
const MAX_AGE_MS = DAY_MS;

export interface PartBounds {
	readonly maxIds: number;
	/** Each id is known for at least this long, if there are not too many, and for at most a day longer. */
	readonly lifetimeMs: number;
	nowMs(): number;
}

interface Part {
	readonly part: number;
	readonly opened_ms: number;
	/** About: some may have been forgotten. */
	ids: number;
}

export class SeenParts {
	readonly #save: Database.Statement;
	readonly #dropIds: Database.Statement;
	readonly #drop: Database.Statement;
	readonly #bounds: PartBounds;
	/** Oldest first. */
	readonly #parts: Part[];
	#ids: number;
	#lastPart: number;

	constructor(database: Database.Database, bounds: PartBounds) {
		this.#save = database.prepare('INSERT OR REPLACE INTO seen_parts (part, opened_ms, ids) VALUES (?, ?, ?)');
		this.#dropIds = database.prepare(`DELETE FROM seen WHERE part = ?1 AND digest IN (
			SELECT digest FROM seen WHERE part = ?1 ORDER BY digest LIMIT ?2)`);
		this.#drop = database.prepare('DELETE FROM seen_parts WHERE part = ?');
		this.#bounds = bounds;
		this.#parts = database.prepare('SELECT part, opened_ms, ids FROM seen_parts ORDER BY part').all([]) as Part[];
		this.#ids = this.#parts.reduce((sum, { ids }) => sum + ids, 0);
		this.#lastPart = this.#parts.at(-1)?.part ?? -1;
	}

	get ids(): number {
		return this.#ids;
	}

	/** Numbers of the parts that there are, oldest first. */
	get numbers(): readonly number[] {
		return this.#parts.map(({ part }) => part);
	}

	/** The part that takes one more id. To be called within a transaction. */
	next(): number {
		const last = this.#parts.at(-1);
		const isOpen = last !== undefined && last.ids < MAX_IDS && this.#bounds.nowMs() - last.opened_ms < MAX_AGE_MS;
		const current = isOpen ? last : this.#open();
		current.ids++;
		this.#ids++;
		return current.part;
	}

	/**
	 * Writes how many ids the part has that is being filled. To be called at the end of a transaction that added some: of a part with
	 * ids there is always a row then, also if an earlier transaction was rolled back.
	 */
	save(): void {
		const last = this.#parts.at(-1);
		if (last !== undefined) this.#save.run([last.part, last.opened_ms, last.ids]);
	}

	/** Removes at most so many ids of the oldest part, if it has had its time; true if there may be more to remove. */
	dropSlice(max: number): boolean {
		const [oldest] = this.#parts;
		if (oldest === undefined || !this.#isOver(oldest)) return false;
		if (this.#dropIds.run([oldest.part, max]).changes === max) return true;
		this.#drop.run([oldest.part]);
		this.#parts.shift();
		this.#ids -= oldest.ids;
		return true;
	}

	/** Its last id came before the next part was opened. */
	#isOver({ opened_ms }: Part): boolean {
		const { maxIds, lifetimeMs, nowMs } = this.#bounds;
		const next = this.#parts[1];
		if (next !== undefined && this.#ids > maxIds) return true;
		return (next?.opened_ms ?? opened_ms + MAX_AGE_MS) + lifetimeMs < nowMs();
	}

	#open(): Part {
		this.save();
		const part = { part: ++this.#lastPart, opened_ms: this.#bounds.nowMs(), ids: 0 };
		this.#parts.push(part);
		return part;
	}
}
