/** What is remembered of alerts, in the queue's file. */

import type Database from 'libsql';
import {
	type AlertRow,
	type AlertStore,
	checkAlertSize,
	ENDED_KEPT_MS,
	type KeptAlert,
	MAX_LISTED_ALERTS,
	toKeptAlert,
} from '../alert-store.js';
import type { GroupCommit } from './group-commit.js';

export class SqliteAlerts implements AlertStore {
	readonly #commit: GroupCommit;
	readonly #nowMs: () => number;
	readonly #open: Database.Statement;
	readonly #ended: Database.Statement;
	readonly #write: Database.Statement;
	readonly #drop: Database.Statement;

	constructor(database: Database.Database, commit: GroupCommit, nowMs: () => number) {
		this.#commit = commit;
		this.#nowMs = nowMs;
		this.#open = database.prepare('SELECT id, alert, ended_ms FROM alerts WHERE ended_ms IS NULL ORDER BY id LIMIT ?');
		this.#ended = database.prepare(
			'SELECT id, alert, ended_ms FROM alerts WHERE ended_ms >= ? ORDER BY ended_ms DESC, id LIMIT ?',
		);
		this.#write = database.prepare('INSERT OR REPLACE INTO alerts (id, alert, ended_ms) VALUES (?, ?, ?)');
		// Only what is written makes more of them, so this is soon enough.
		this.#drop = database.prepare(
			`DELETE FROM alerts WHERE ended_ms < ?1
				OR id IN (SELECT id FROM alerts WHERE ended_ms IS NOT NULL ORDER BY ended_ms DESC LIMIT -1 OFFSET ?2)`,
		);
	}

	async list(): Promise<readonly KeptAlert[]> {
		const open = this.#open.all([MAX_LISTED_ALERTS]);
		const ended = this.#ended.all([this.#nowMs() - ENDED_KEPT_MS, MAX_LISTED_ALERTS]);
		return ([...open, ...ended] as AlertRow[]).map(toKeptAlert);
	}

	async keep(alerts: readonly KeptAlert[]): Promise<void> {
		alerts.forEach(checkAlertSize);
		await this.#commit.run(() => {
			for (const { id, alert, endedMs = null } of alerts) this.#write.run([id, alert, endedMs]);
			this.#drop.run([this.#nowMs() - ENDED_KEPT_MS, MAX_LISTED_ALERTS]);
		});
	}

	/** Nobody else has the file open. */
	async findUnsent(pixelIds: readonly string[]): Promise<readonly string[]> {
		return pixelIds;
	}
}
