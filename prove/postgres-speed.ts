/** How fast a queue on PostgreSQL takes events, against one in a folder; and hands them out, against leases row by row. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { openStore } from '../gateway/src/queue/open-store.js';
import { asText } from '../gateway/src/queue/postgres/escaped-bytes.js';
import { type EventRow, readEvent } from '../gateway/src/queue/postgres/event-row.js';
import type { Ownership } from '../gateway/src/queue/queue.js';
import type { Store } from '../gateway/src/queue/store.js';
import { aBatchItem } from '../gateway/test/a-batch-item.js';
import { startPostgres, type TestPostgres } from '../gateway/test/queue/postgres/a-postgres.js';
import { median } from './median.js';
import type { Figures, Proof } from './proof.js';

const IN_FLIGHT = 32;
const ROUND_MS = 3000;
const ROUNDS = 3;
const PER_CALL = [1, 10, 100];
const MIN_RATIO = 0.8;
const DRAINED = 60_000;
/** Of which the first is not counted: no code of its way is compiled yet. */
const DRAINS = 4;
/** Batches that are taken and settled at a time. With more than one, leases have both cores to themselves: told, without a limit. */
const CONSUMERS = [1, 4] as const;
const MIN_DRAIN_RATIO = 2;
const JSON_BYTES = 800;

type Engine = 'folder' | 'postgres';

export const postgresSpeed: Proof = {
	shows: `A queue on PostgreSQL takes at least ${MIN_RATIO} times as many events a second as one in a folder, and hands them out, a batch of 1000 after the other, at least ${MIN_DRAIN_RATIO} times as fast as rows that are leased with FOR UPDATE SKIP LOCKED.`,
	limitMinutes: 10,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const postgres = await startPostgres({ fsync: 'on' });
		const stores = { folder: await open(folder), postgres: await open(folder, postgres.url) };
		try {
			const taken = await measureTaking(stores);
			const drained = [];
			for (const consumers of CONSUMERS) drained.push(await measureDraining(stores.postgres, postgres, consumers));
			const found = JSON.stringify({ taken, drained });
			for (const { ratio } of taken) expect(ratio, found).to.be.at.least(MIN_RATIO);
			expect(drained[0]?.ratio, found).to.be.at.least(MIN_DRAIN_RATIO);
			return Object.assign({}, ...[...taken, ...drained].map(({ figures }) => figures)) as Figures; // Of both.
		} finally {
			for (const store of Object.values(stores)) await store.close();
			await postgres.stop();
			rmSync(folder, { recursive: true });
		}
	},
};

function open(folder: string, postgresUrl?: string): Promise<Store> {
	const log = { warn: console.error, info: () => {}, error: console.error };
	return openStore({ folder, postgresUrl, mode: 'live', nowMs: () => Date.now(), log, onLost: () => {} });
}

let ids = 0;
function items(count: number) {
	return Array.from({ length: count }, () => {
		const id = `m${++ids}`;
		const json = JSON.stringify({ id, fill: 'x'.repeat(JSON_BYTES - 24 - id.length) });
		return aBatchItem({ id, json, sizeBytes: json.length, timestampMs: Date.now() });
	});
}

/** Round by round in turn, so that what else the machine does meets both. */
async function measureTaking(stores: Readonly<Record<Engine, Store>>) {
	const results = [];
	for (const perCall of PER_CALL) {
		const rates: Record<Engine, number[]> = { folder: [], postgres: [] };
		for (let round = 0; round < ROUNDS; round++) {
			for (const engine of ['folder', 'postgres'] as const) rates[engine].push(await take(stores[engine], perCall));
		}
		const [folder, postgres] = [median(rates.folder), median(rates.postgres)];
		const ratio = median(rates.postgres.map((rate, round) => rate / (rates.folder[round] ?? rate)));
		const what = `taken a second, ${perCall} a call`;
		const figures: Figures = {
			[`${what}, in a folder`]: Math.round(folder),
			[`${what}, on PostgreSQL`]: Math.round(postgres),
			[`${what}, ratio`]: ratio,
		};
		results.push({ ratio, figures });
	}
	return results;
}

async function take(store: Store, perCall: number): Promise<number> {
	const queue = store.pixel('speed');
	const startedMs = performance.now();
	let events = 0;
	const run = async () => {
		while (performance.now() - startedMs < ROUND_MS) {
			const { added } = await queue.append(items(perCall));
			events += added;
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, run));
	return (events * 1000) / (performance.now() - startedMs);
}

async function measureDraining(store: Store, postgres: TestPostgres, consumers: number) {
	const [owner, leased]: [number[], number[]] = [[], []];
	for (let round = 0; round < DRAINS; round++) {
		const pixelId = `drain-${consumers}-${round}`;
		for (let n = 0; n < DRAINED; n += 1000) await store.pixel(pixelId).append(items(1000));
		await postgres.query('DROP TABLE IF EXISTS leased');
		await postgres.query('CREATE TABLE leased (LIKE openai_ads.queue INCLUDING INDEXES)');
		await postgres.query('INSERT INTO leased SELECT * FROM openai_ads.queue WHERE pixel = $1', [pixelId]);
		owner.push(await drainOwned(store, pixelId, consumers));
		leased.push(await drainLeased(postgres.url, consumers));
	}
	const ratio = median(owner.slice(1).map((rate, round) => rate / (leased[round + 1] ?? rate)));
	const what = `handed out and settled a second, ${consumers} at a time`;
	const figures: Figures = {
		[`${what}, by the owner of the pixel`]: Math.round(median(owner.slice(1))),
		[`${what}, by leases row by row`]: Math.round(median(leased.slice(1))),
		[`${what}, ratio`]: ratio,
	};
	return { ratio, figures };
}

async function drainOwned(store: Store, pixelId: string, consumers: number): Promise<number> {
	const queue = store.pixel(pixelId);
	const own = (await queue.own()) as Ownership; // It is never aborted.
	return drain(consumers, async () => {
		const options = { nowMs: Date.now(), maxEvents: 1000, maxBytes: 1e8, minEvents: 1, lingerMs: 0 };
		const { events } = await queue.take(own, options);
		if (events.length > 0)
			await queue.settle(own, { delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
		return events.length;
	});
}

/** The same table and indexes, and leases instead of an owner. */
const LEASE = `UPDATE leased SET due_ms = $1 WHERE key IN (
	SELECT key FROM leased WHERE due_ms = 0 ORDER BY pixel, lane, class, deadline_ms, key LIMIT 1000 FOR UPDATE SKIP LOCKED)
	RETURNING key, lane, class, attempts, tier, arrived_ms, deadline_ms, size_bytes, ${asText('json')}, ${asText('about')}`;

async function drainLeased(url: string, consumers: number): Promise<number> {
	const pool = new pg.Pool({ connectionString: url, max: consumers });
	try {
		return await drain(consumers, async () => {
			const { rows } = await pool.query<EventRow>(LEASE, [Date.now() + 10_000]);
			rows.map(readEvent);
			if (rows.length > 0)
				await pool.query('DELETE FROM leased WHERE key = ANY($1::bigint[])', [rows.map(({ key }) => key)]);
			return rows.length;
		});
	} finally {
		await pool.end();
	}
}

/** @returns events a second */
async function drain(consumers: number, next: () => Promise<number>): Promise<number> {
	const startedMs = performance.now();
	let events = 0;
	const run = async () => {
		while (events < DRAINED) {
			const count = await next();
			events += count;
			if (count === 0) return;
		}
	};
	await Promise.all(Array.from({ length: consumers }, run));
	return (events * 1000) / (performance.now() - startedMs);
}
