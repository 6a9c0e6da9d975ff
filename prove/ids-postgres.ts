/** Duplicates among millions of events, in PostgreSQL. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { openStore } from '../gateway/src/queue/open-store.js';
import { DIGEST_BYTES } from '../gateway/src/queue/postgres/event-columns.js';
import type { Store } from '../gateway/src/queue/store.js';
import { batchItems } from '../gateway/test/a-batch-item.js';
import { startPostgres, type TestPostgres } from '../gateway/test/queue/postgres/a-postgres.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

const IDS = 5_000_000;
const [ROUNDS, ROUND_MS, IN_FLIGHT, PER_CALL] = [5, 2000, 16, 100];
const MIN_SPEED = 0.8;
/** Ids that nobody sends: what matters is how many there are. */
const FILL = `INSERT INTO openai_ads.seen SELECT substring(sha256(n::text::bytea) FOR ${DIGEST_BYTES}), 0, $1 FROM generate_series(1, ${IDS}) AS n`;

export const idsPostgres: Proof = {
	shows: `A queue on PostgreSQL that knows ${IDS / 1e6} million ids takes new events in at least ${MIN_SPEED} times as fast as one that knows none.`,
	limitMinutes: 10,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const postgres = await startPostgres({ fsync: 'on' });
		const full = await open(folder, postgres, 'knowing');
		const empty = await open(folder, postgres, 'unknowing');
		try {
			await fill(postgres);
			const ratios: number[] = [];
			for (let round = 0; round <= ROUNDS; round++) {
				const alone = await take(empty, `empty-${round}`);
				ratios.push((await take(full, `full-${round}`)) / alone);
			}
			const speed = median(ratios.slice(1)); // The first round warms up.
			const again = await full.pixel('speed').append(toItems('full-1', 0));

			expect(again.added).to.equal(0);
			expect(speed).to.be.at.least(MIN_SPEED);
			return { ids: IDS, 'speed of taking events in, of that without ids': speed };
		} finally {
			await Promise.all([full.close(), empty.close()]);
			await postgres.stop();
			rmSync(folder, { recursive: true });
		}
	},
};

async function fill({ url }: TestPostgres): Promise<void> {
	const client = new pg.Client({ connectionString: url.replace(/postgres$/, 'knowing') });
	await client.connect();
	await client.query(FILL, [Date.now()]);
	await client.query('ANALYZE openai_ads.seen');
	await client.end();
}

async function open(folder: string, postgres: TestPostgres, name: string): Promise<Store> {
	await postgres.query(`CREATE DATABASE ${name}`);
	const log = { warn: console.error, info: () => {}, error: console.error };
	const postgresUrl = postgres.url.replace(/postgres$/, name);
	return openStore({ folder, postgresUrl, mode: 'live', nowMs: () => Date.now(), log, onLost: () => {} });
}

/** @returns events a second */
async function take(store: Store, prefix: string): Promise<number> {
	const startedMs = performance.now();
	let [calls, events] = [0, 0];
	const run = async () => {
		while (performance.now() - startedMs < ROUND_MS) {
			const { added } = await store.pixel('speed').append(toItems(prefix, calls++));
			events += added;
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, run));
	return (events * 1000) / (performance.now() - startedMs);
}

function toItems(prefix: string, call: number) {
	return batchItems(PER_CALL).map((item, n) => ({ ...item, id: `${prefix}-${call}-${n}`, timestampMs: Date.now() }));
}
