/** Somebody reads an old state of the database, as a backup does, while events pass. */

import { expect } from 'chai';
import pg from 'pg';
import { openStore } from '../gateway/src/queue/open-store.js';
import type { Ownership } from '../gateway/src/queue/queue.js';
import { aBatchItem } from '../gateway/test/a-batch-item.js';
import { startPostgres } from '../gateway/test/queue/postgres/a-postgres.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

const EVENTS = 200_000;
const BATCH = 1000;
const COMPARED = 20;
const MAX_RATIO = 3;

export const longTransaction: Proof = {
	shows: `While a snapshot of PostgreSQL is open and ${EVENTS} events pass, a thousand are handed out in at most ${MAX_RATIO} times the time that they take at first.`,
	limitMinutes: 10,
	async run() {
		const postgres = await startPostgres();
		const log = { warn: console.error, info: () => {}, error: console.error };
		const options = { folder: '', postgresUrl: postgres.url, mode: 'live', nowMs: () => Date.now(), log } as const;
		const store = await openStore({ ...options, onLost: () => {} });
		const snapshot = new pg.Client({ connectionString: postgres.url });
		try {
			await snapshot.connect();
			await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
			await snapshot.query('SELECT 1 FROM pg_class');
			const queue = store.pixel('px1');
			const own = (await queue.own()) as Ownership; // It is never aborted.
			const times: number[] = [];
			const take = { maxEvents: BATCH, maxBytes: 1e8, minEvents: 1, lingerMs: 0 };
			for (let first = 0; first < EVENTS; first += BATCH) {
				await queue.append(Array.from({ length: BATCH }, (_, n) => anItem(first + n)));
				const startMs = performance.now();
				const { events } = await queue.take(own, { ...take, nowMs: Date.now() });
				times.push(performance.now() - startMs);
				expect(events).to.have.length(BATCH);
				await queue.settle(own, { delivered: events.map(({ key }) => key), retries: [], deadLetters: [] });
			}
			const [first, last] = [median(times.slice(0, COMPARED)), median(times.slice(-COMPARED))];

			expect(last / first).to.be.at.most(MAX_RATIO);
			return {
				'events that passed': EVENTS,
				'a batch of 1000, ms, at first': first,
				'a batch of 1000, ms, at the end': last,
				ratio: last / first,
			};
		} finally {
			await snapshot.end();
			await store.close();
			await postgres.stop();
		}
	},
};

function anItem(n: number) {
	const id = `event-${n}`;
	const json = JSON.stringify({ id, fill: 'x'.repeat(700) });
	return aBatchItem({ id, json, sizeBytes: json.length, timestampMs: Date.now() });
}
