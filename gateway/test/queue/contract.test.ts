import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { NOW } from '../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { describeQueue } from './contract.js';
import { MemoryDisk, MemoryQueue } from './memory-store.js';

describeQueue('libsql', async () => {
	const clock = { nowMs: NOW };
	const bounds = { maxEvents: Number.POSITIVE_INFINITY };
	const open = (folder: string) =>
		openSqliteStore({ folder, mode: 'live', nowMs: () => clock.nowMs, bounds: { ...bounds } });
	let folder = join(temporaryFolder(), 'data');
	let store = open(folder);
	const left: (typeof store)[] = [];
	return {
		clock,
		pixel: (pixelId = 'px1') => store.pixel(pixelId),
		reopen: async () => {
			await store.close();
			store = open(folder);
		},
		// What a killed process leaves on the disk: the file and its log. It keeps its lock, so the next one gets a copy.
		crash: async () => {
			const copy = join(temporaryFolder(), 'data');
			mkdirSync(copy);
			cpSync(folder, copy, { recursive: true });
			left.push(store);
			folder = copy;
			store = open(folder);
		},
		fill: async () => {
			bounds.maxEvents = 1;
			await store.close();
			store = open(folder);
		},
		close: async () => {
			for (const each of [...left, store]) await each.close();
			removeTemporaryFolders();
		},
	};
});

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
