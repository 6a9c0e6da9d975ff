/** What is remembered of alerts: read afresh each time, since other gateways may write it too, and changed by one at a time. */

import type { AlertStore } from '../queue/alert-store.js';
import type { Alert } from './alert.js';
import { readAlerts, toRow } from './alert-rows.js';
import { type PostLimit, readLimit, toLimitRow } from './post-limit.js';

export interface Page {
	readonly alerts: readonly Alert[];
	readonly limit: PostLimit;
}

/** What is different from now on. */
export interface Change {
	readonly alerts?: readonly Alert[];
	readonly limit?: PostLimit;
}

export class AlertBook {
	readonly #store: AlertStore;
	#last: Promise<unknown> = Promise.resolve();

	constructor(store: AlertStore) {
		this.#store = store;
	}

	async read(): Promise<Page> {
		const rows = await this.#store.list();
		return { alerts: readAlerts(rows), limit: readLimit(rows) };
	}

	/** Nobody else changes anything between its reading and its writing. Rejects if the disk refuses, and then nothing is changed. */
	change<T extends Change>(decide: (page: Page) => T | Promise<T>): Promise<T> {
		const turn = this.#last.then(async () => {
			const change = await decide(await this.read());
			const rows = [
				...(change.alerts ?? []).map(toRow),
				...(change.limit === undefined ? [] : [toLimitRow(change.limit)]),
			];
			if (rows.length > 0) await this.#store.keep(rows);
			return change;
		});
		this.#last = turn.catch(() => {});
		return turn;
	}
}
