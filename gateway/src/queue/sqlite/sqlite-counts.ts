/** Counts by the hour, in the queue's file. */

import type Database from 'libsql';
import {
	type Count,
	type CountRow,
	type Counts,
	DAILY_DAYS,
	HOUR_MS,
	HOURLY_DAYS,
	HOURS_A_DAY,
	MAX_ROWS,
	MAX_WHAT,
	OTHER,
} from '../counts.js';
import type { GroupCommit } from './group-commit.js';

export class SqliteCounts implements Counts {
	readonly #commit: GroupCommit;
	readonly #nowMs: () => number;
	readonly #raise: Database.Statement;
	readonly #insert: Database.Statement;
	readonly #rows: Database.Statement;
	readonly #select: Database.Statement;
	readonly #old: Database.Statement;
	readonly #drop: Database.Statement;

	constructor(database: Database.Database, commit: GroupCommit, nowMs: () => number) {
		this.#commit = commit;
		this.#nowMs = nowMs;
		this.#raise = database.prepare('UPDATE counts SET n = n + ? WHERE hour = ? AND pixel = ? AND what = ?');
		this.#insert = database.prepare(
			'INSERT INTO counts (n, hour, pixel, what) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
		);
		this.#rows = database.prepare('SELECT count(*) AS n FROM counts WHERE hour = ? AND pixel = ?');
		this.#select = database.prepare('SELECT hour, pixel AS pixelId, what, n FROM counts WHERE hour >= ? AND hour < ?');
		this.#old = database.prepare(
			`SELECT hour, pixel AS pixelId, what, n FROM counts WHERE hour < ? AND hour % ${HOURS_A_DAY} <> 0 LIMIT ?`,
		);
		this.#drop = database.prepare('DELETE FROM counts WHERE hour = ? AND pixel = ? AND what = ?');
	}

	add(pixelId: string, counts: readonly Count[]): Promise<void> {
		return this.#commit.run(() => this.write(pixelId, counts));
	}

	async read(fromHour: number, toHour: number): Promise<readonly CountRow[]> {
		return this.#select.all([fromHour, toHour]) as CountRow[];
	}

	/** To be called within a transaction. */
	write(pixelId: string, counts: readonly Count[]): void {
		const hour = Math.floor(this.#nowMs() / HOUR_MS);
		for (const { what, n } of counts) this.#addTo(hour, pixelId, { what: what.length > MAX_WHAT ? OTHER : what, n });
	}

	/** Puts old hours together to days and drops old days, at most so many rows. To be called within a transaction. @returns whether there may be more */
	clean(max: number): boolean {
		const hour = Math.floor(this.#nowMs() / HOUR_MS);
		const rows = this.#old.all([hour - HOURLY_DAYS * HOURS_A_DAY, max]) as CountRow[];
		for (const row of rows) {
			this.#drop.run([row.hour, row.pixelId, row.what]);
			if (row.hour >= hour - DAILY_DAYS * HOURS_A_DAY)
				this.#addTo(row.hour - (row.hour % HOURS_A_DAY), row.pixelId, row);
		}
		const aged = this.#select.all([0, hour - DAILY_DAYS * HOURS_A_DAY]) as CountRow[];
		for (const row of aged.slice(0, max)) this.#drop.run([row.hour, row.pixelId, row.what]);
		return rows.length === max || aged.length > max;
	}

	#addTo(hour: number, pixelId: string, { what, n }: Count): void {
		if (this.#raise.run([n, hour, pixelId, what]).changes > 0) return;
		const { n: rows } = this.#rows.get([hour, pixelId]) as { n: number };
		this.#insert.run([n, hour, pixelId, rows < MAX_ROWS ? what : OTHER]);
	}
}
