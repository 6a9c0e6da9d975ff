/** The engine on PostgreSQL, as the suite of all engines drives it. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/log.js';
import { type OpenPostgres, openPostgres, type PostgresOptions } from '../../../src/queue/postgres/store.js';
import { NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import type { QueueHarness } from '../contract.js';
import type { TestPostgres } from './a-postgres.js';

let schemas = 0;

/** A name that no other test uses. */
export function newSchema(): string {
	return `test_${process.pid}_${++schemas}`;
}

export function openIn(
	postgres: TestPostgres,
	schema: string,
	options: Partial<PostgresOptions> = {},
): Promise<OpenPostgres> {
	return openPostgres({
		url: postgres.url,
		mode: 'live',
		schema,
		nowMs: () => NOW,
		monotonicMs: () => performance.now(),
		sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
		log: createRecordingLog() as unknown as Log,
		...options,
	});
}

/** @param url of a way to it, such as a pooler's */
export async function onPostgres(postgres: TestPostgres, url = postgres.url): Promise<QueueHarness> {
	const schema = newSchema();
	const clock = { nowMs: NOW };
	const none = Number.POSITIVE_INFINITY;
	const bounds = { maxEvents: none, maxBytes: none, maxKnownIds: none };
	const open = () => openIn(postgres, schema, { url, nowMs: () => clock.nowMs, bounds });
	/** As if the time of the leases had passed. */
	const passLeases = () => postgres.query(`UPDATE ${schema}.pixels SET expires_at = clock_timestamp()`);
	let current = await open();
	const other = await open();
	const reopen = async () => {
		await current.store.close();
		current = await open();
	};
	return {
		clock,
		pixel: (pixelId = 'px1') => current.store.pixel(pixelId),
		counts: () => current.store.counts,
		alerts: () => current.store.alerts,
		reopen,
		crash: async () => {
			await current.abandon();
			await passLeases();
			current = await open();
		},
		second: (pixelId = 'px1') => {
			const queue = other.store.pixel(pixelId);
			return {
				...queue,
				own: async (signal) => {
					await passLeases();
					return queue.own(signal);
				},
			};
		},
		fill: async () => {
			bounds.maxEvents = 1;
		},
		close: async () => {
			await current.store.close();
			await other.store.close();
			await postgres.query(`DROP SCHEMA ${schema} CASCADE`);
		},
	};
}
