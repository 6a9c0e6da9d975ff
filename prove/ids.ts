/** Duplicates among millions of events, in the queue on disk. */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { aBatchItem, NOW } from '../gateway/test/a-batch-item.js';
import { openTestStore, type TestStore } from '../gateway/test/queue/open-queue.js';
import type { Proof } from './proof.js';

const IDS = 2_000_000;
const SLICE = 100_000;
const BATCH = 1000;
const DAY_MS = 86_400_000;

export const ids: Proof = {
	shows: `The queue tells a duplicate among ${IDS / 1e6} million ids, at a cost that hardly grows with their number, and forgets them in time.`,
	limitMinutes: 20,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		let nowMs = NOW;
		const store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => nowMs });
		try {
			const costs: number[] = [];
			for (let first = 0; first < IDS; first += SLICE) costs.push(await passThrough(store, first, SLICE));
			const again = await store.queue.add([0, IDS / 2, IDS - 1].map(anItem));
			const bytes = statSync(join(folder, 'queue.db')).size;
			nowMs += 9 * DAY_MS;
			let slices = 1;
			while (await store.clean()) slices++;
			const growth = (costs.at(-1) ?? Number.NaN) / (costs[1] ?? Number.NaN); // The first slice warms up.

			expect(again).to.equal(0);
			expect(growth).to.be.below(3);
			expect(await store.queue.add([anItem(0)])).to.equal(1);
			return {
				ids: IDS,
				'duplicates of the oldest, a middle and the newest one that were queued': again,
				'cost of the last 100,000, in times of the second': growth,
				'CPU time per event that comes and goes, at the end': `${(((costs.at(-1) ?? 0) / SLICE) * 1000).toFixed(0)} µs`,
				'bytes on disk per id': bytes / IDS,
				'steps to forget all of them': slices,
			};
		} finally {
			store.close();
			rmSync(folder, { recursive: true });
		}
	},
};

const anItem = (n: number) => aBatchItem({ id: `order-${n}` });

/** Adds so many events and delivers them. @returns CPU milliseconds */
async function passThrough({ queue }: TestStore, first: number, count: number): Promise<number> {
	const before = process.cpuUsage();
	for (let done = 0; done < count; done += BATCH) {
		const added = await queue.add(Array.from({ length: BATCH }, (_, index) => anItem(first + done + index)));
		const options = { nowMs: NOW, maxEvents: BATCH, maxBytes: 4e6, minEvents: 1, lingerMs: 0 };
		const { events } = await queue.take(options);
		await queue.settle({ delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
		expect([added, events.length]).to.deep.equal([BATCH, BATCH]);
	}
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
