import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../src/log.js';
import { openStore } from '../../src/queue/open-store.js';
import { openSqliteStore, type StoreOptions } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { NOW } from '../a-batch-item.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { describeQueue, type QueueHarness } from './contract.js';
import { MemoryDisk, MemoryQueue } from './memory-store.js';

type Open = (options: StoreOptions) => Promise<Store>;

/** An engine that keeps all it has in a folder. */
async function onDisk(openIn: Open): Promise<QueueHarness> {
	const clock = { nowMs: NOW };
	const bounds = { maxEvents: Number.POSITIVE_INFINITY };
	const open = (folder: string) => openIn({ folder, mode: 'live', nowMs: () => clock.nowMs, bounds: { ...bounds } });
	let folder = join(temporaryFolder(), 'data');
	let store = await open(folder);
	const left: Store[] = [];
	const reopen = async () => {
		await store.close();
		store = await open(folder);
	};
	return {
		clock,
		pixel: (pixelId = 'px1') => store.pixel(pixelId),
		counts: () => store.counts,
		alerts: () => store.alerts,
		reopen,
		// What a killed process leaves on the disk: the file and its log. It keeps its lock, so the next one gets a copy.
		crash: async () => {
			const copy = join(temporaryFolder(), 'data');
			mkdirSync(copy);
			cpSync(folder, copy, { recursive: true });
			left.push(store);
			folder = copy;
			store = await open(folder);
		},
		fill: async () => {
			bounds.maxEvents = 1;
			await reopen();
		},
		close: async () => {
			for (const each of [...left, store]) await each.close();
			removeTemporaryFolders();
		},
	};
}

const silent = createRecordingLog() as unknown as Log;

describeQueue('libsql', () => onDisk(async (options) => openSqliteStore(options)));
describeQueue('libsql in a thread of its own', () =>
	onDisk((options) => openStore({ ...options, log: silent, onLost: () => {} })),
);

describeQueue('a store in memory that can be full', async () => {
	const clock = { nowMs: NOW };
	const disks = new Map<string, MemoryDisk>();
	const queues = new Map<string, MemoryQueue>();
	const find = <T>(map: Map<string, T>, name: string, make: () => T): T => {
		const known = map.get(name) ?? make();
		map.set(name, known);
		return known;
	};
	const diskOf = (pixelId: string) => find(disks, pixelId, () => new MemoryDisk());
	const restart = async () => queues.clear();
	return {
		clock,
		pixel: (pixelId = 'px1') =>
			find(queues, pixelId, () => new MemoryQueue(pixelId, diskOf(pixelId), () => clock.nowMs)),
		reopen: restart,
		crash: restart,
		fill: async () => {
			for (const disk of disks.values()) disk.isFull = true;
		},
		close: restart,
	};
});
