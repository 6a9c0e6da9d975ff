/** Everything durable, in a PostgreSQL that any number of gateways share. */

import { randomUUID } from 'node:crypto';
import type { Log } from '../../log.js';
import type { Mode } from '../queue.js';
import { StorageError } from '../queue-errors.js';
import type { QueueBounds } from '../rules/append-room.js';
import { createReports } from '../rules/queue-reports.js';
import type { Store } from '../store.js';
import { connect, toStartError } from './connect.js';
import type { Database } from './database.js';
import { createErasing } from './erase.js';
import { createHousekeeping } from './housekeeping.js';
import { KnownCounts } from './known-counts.js';
import { Leases } from './leases.js';
import { createAlertStore } from './postgres-alerts.js';
import { createCounts } from './postgres-counts.js';
import { PostgresProfiles } from './postgres-profiles.js';
import { PostgresQueue } from './postgres-queue.js';
import { createSignatures } from './postgres-signatures.js';
import { PostgresStories } from './postgres-stories.js';
import type { SharedParts } from './shared-parts.js';
import { Tallies } from './tallies.js';
import { Transactions } from './transactions.js';
import { UnderWay } from './under-way.js';

/** Of each pixel's queue, and of known ids. */
export interface PostgresBounds extends QueueBounds {
	readonly maxKnownIds: number;
}

const NO_BOUNDS: PostgresBounds = {
	maxEvents: Number.POSITIVE_INFINITY,
	maxBytes: Number.POSITIVE_INFINITY,
	maxKnownIds: Number.POSITIVE_INFINITY,
};

export interface PostgresOptions {
	/** `postgres://...` */
	readonly url: string;
	/** Sandbox events have tables of their own, so that a live gateway never delivers them. */
	readonly mode: Mode;
	/** @default `openai_ads`, or `openai_ads_sandbox` */
	readonly schema?: string;
	readonly bounds?: PostgresBounds;
	readonly deadLetterDays?: number | undefined;
	nowMs(): number;
	/** A clock that never jumps. */
	monotonicMs(): number;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	readonly log: Pick<Log, 'warn' | 'info'>;
}

/** An open store, and how to leave it without a word, as a killed process does. */
export interface OpenPostgres {
	readonly store: Store;
	abandon(): Promise<void>;
}

const PIXELS = `SELECT pixel FROM @pixels WHERE is_paused OR memory IS NOT NULL
	UNION SELECT pixel FROM @tallies WHERE pixel <> '' GROUP BY pixel HAVING sum(events) > 0
	UNION SELECT DISTINCT pixel FROM @dead_letters ORDER BY 1`;
const NO_BACKUP = 'Back up the database itself: docs/operations.md says how, with pg_dump.';
/** It mends its own files and gives space back, as eagerly as the tables' settings say. */
const BY_THE_SERVER = {
	recovery: async () => undefined,
	acknowledgeRecovery: async () => false,
	tidy: async () => {},
	backup: () => Promise.reject(new StorageError(NO_BACKUP)),
};

/** Connects, and creates the tables or brings them up to date. @throws StartError that says what is in the way */
export async function openPostgres(options: PostgresOptions): Promise<OpenPostgres> {
	const { url, mode, log, sleep } = options;
	const schema = options.schema ?? (mode === 'sandbox' ? 'openai_ads_sandbox' : 'openai_ads');
	const database = await connect({ url, schema, sleep, log });
	try {
		return await createStore(database, options);
	} catch (error) {
		await database.end();
		throw toStartError(error);
	}
}

async function createStore(database: Database, options: PostgresOptions): Promise<OpenPostgres> {
	const { nowMs } = options;
	const shared = createShared(database, options);
	const { transactions, tallies, leases } = shared;
	await tallies.refresh(database);
	leases.start();
	const pixel = createQueues(shared);
	const pixelIds = async () => (await database.query<{ pixel: string }>(PIXELS)).map((row) => row.pixel);
	const { maxKnownIds } = options.bounds ?? NO_BOUNDS;
	const end = async () => {
		await transactions.drain();
		await database.end();
	};
	return {
		store: {
			pixel,
			pixelIds,
			profiles: new PostgresProfiles(database, transactions, nowMs),
			signatures: createSignatures(database, transactions, nowMs),
			counts: createCounts(database, transactions, nowMs),
			alerts: createAlertStore(shared),
			stories: new PostgresStories(shared),
			commit: () => transactions.run(async () => {}),
			...BY_THE_SERVER,
			eraseEverywhere: createErasing(database, transactions),
			stats: async () => Promise.all((await pixelIds()).map((pixelId) => pixel(pixelId).stats())),
			checkDisk: () => checkWritable(transactions),
			clean: createHousekeeping({ ...shared, maxKnownIds, deadLetterDays: options.deadLetterDays }),
			close: async () => {
				await transactions.drain();
				await leases.close();
				await end();
			},
		},
		abandon: async () => {
			leases.stop();
			await end();
		},
	};
}

function createQueues(shared: SharedParts): (pixelId: string) => PostgresQueue {
	const queues = new Map<string, PostgresQueue>();
	return (pixelId) => {
		const queue = queues.get(pixelId) ?? new PostgresQueue(pixelId, shared);
		queues.set(pixelId, queue);
		return queue;
	};
}

function createShared(database: Database, options: PostgresOptions): SharedParts {
	const { nowMs, monotonicMs, log, bounds = NO_BOUNDS } = options;
	const gatewayId = randomUUID();
	const tallies = new Tallies();
	const underWay = new UnderWay();
	const transactions = new Transactions({
		database,
		gatewayId,
		onCommitted: (change) => tallies.apply(change),
		underWay: () => underWay.all(),
	});
	const leases = new Leases({
		database,
		gatewayId,
		monotonicMs,
		onChanged: (pixelId) => underWay.clear(pixelId),
		onTick: () => tallies.refresh(database),
	});
	return {
		...{ database, transactions, tallies, leases, underWay, gatewayId, nowMs, monotonicMs },
		bounds,
		knownCounts: new KnownCounts(),
		// The disk is the server's: it refuses by itself when it is full.
		checkSpace: () => {},
		onWritten: () => {},
		...createReports(nowMs, log),
	};
}

/** Writes as much as a batch needs, and takes it back. */
async function checkWritable(transactions: Transactions): Promise<void> {
	await transactions.run(async (write) => {
		await write.query(
			"INSERT INTO @meta (name, value) VALUES ('check', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			[String(performance.now())],
		);
	});
}
