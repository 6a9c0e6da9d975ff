/** Whether the open file can be trusted: what was found damaged, and whether the last batch could be read. */

import type Database from 'libsql';
import { readThrough } from './read-through.js';

/** Files up to this size are checked at once, in less than about half a second. Our choice. */
export const SMALL_FILE_BYTES = 64 * 1024 * 1024;
/** Pause between slices, so that a check takes a small part of the time. Our choice. */
const PAUSE_MS = 5;

export class FileHealth {
	readonly #database: Database.Database;
	readonly #onDamage: (what: string) => void;
	#damage: string | undefined;
	#isReadable = true;
	#check: NodeJS.Timeout | undefined;

	/** @param onDamage is told once */
	constructor(database: Database.Database, onDamage: (what: string) => void) {
		this.#database = database;
		this.#onDamage = onDamage;
	}

	/** Why the file can't be trusted; undefined while it can. */
	get problem(): string | undefined {
		return this.#damage ?? (this.#isReadable ? undefined : 'The queue could not be read a moment ago.');
	}

	get isDamaged(): boolean {
		return this.#damage !== undefined;
	}

	noteRead(): void {
		this.#isReadable = true;
	}

	/** A batch could not be read: the rest is checked, since it may be one bad page or all. */
	noteReadError(): void {
		this.#isReadable = false;
		this.checkInSlices();
	}

	/** Blocks until the whole file is checked: for small ones, before the gateway is ready. */
	checkNow(): void {
		this.#guard(() => {
			const row = this.#database.prepare('PRAGMA quick_check(1)').get([]) as { quick_check: string };
			if (row.quick_check !== 'ok') this.noteDamage('quick_check');
		});
	}

	/** Reads through the file beside the gateway's work. One check at a time. */
	checkInSlices(): void {
		if (this.#check !== undefined || this.isDamaged) return;
		const slices = readThrough(this.#database);
		const step = () => {
			this.#check = undefined;
			this.#guard(() => {
				if (slices.next().done !== true) this.#check = setTimeout(step, PAUSE_MS).unref();
			});
		};
		this.#check = setTimeout(step, PAUSE_MS).unref();
	}

	stop(): void {
		clearTimeout(this.#check);
	}

	#guard(work: () => void): void {
		try {
			work();
		} catch (error) {
			const { code } = error as { code?: unknown };
			this.noteDamage(typeof code === 'string' ? code : 'an error');
		}
	}

	/** A call met damage. */
	noteDamage(what: string): void {
		if (this.#damage !== undefined) return;
		this.#damage = `The file of the queue is damaged (${what}).`;
		this.#onDamage(what);
	}
}
