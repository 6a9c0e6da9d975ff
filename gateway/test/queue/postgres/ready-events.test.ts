import { expect } from 'chai';
import { ReadyReader } from '../../../src/queue/postgres/ready-events.js';
import type { Session } from '../../../src/queue/postgres/session.js';
import type { TakeOptions } from '../../../src/queue/queue.js';

const LANE = 2000;
const OPTIONS: TakeOptions = { nowMs: 10_000, maxEvents: 1000, maxBytes: 1e6, minEvents: 1, lingerMs: 0 };
const HEAD = { lane: LANE, class: 0, key: '1', arrived_ms: 1, deadline_ms: 5000, attempts: 0 };
const row = (key: string) => ({ ...HEAD, key, size_bytes: 10 });

describe('ReadyReader', () => {
	it('hands out nothing twice that is under way, if events come in front between two of its reads', async () => {
		const leftOut: unknown[] = [];
		let onHeads = () => {};
		const session = {
			query: async (text: string, values: readonly unknown[] = []) => {
				if (text.includes('CROSS JOIN LATERAL')) {
					onHeads();
					return [HEAD];
				}
				leftOut.push(values[3]);
				return [row('1'), row('2')];
			},
		} as Session;
		const reader = new ReadyReader('px', session, () => 0);
		await reader.find(OPTIONS, new Set());
		leftOut.length = 0;

		onHeads = () => reader.lookFrom();
		await reader.find(OPTIONS, new Set(['1', '2']));

		expect(leftOut[0]).to.deep.equal(['1', '2']);
	});

	it('reads no batch beforehand of a lane that is not wanted', async () => {
		let [heads, reads]: [(typeof HEAD)[], number] = [[HEAD], 0];
		const session = {
			query: async (text: string) => {
				if (text.includes('CROSS JOIN LATERAL')) return heads;
				reads++;
				return [row('1')];
			},
		} as Session;
		const reader = new ReadyReader('px', session, () => 0);
		await reader.find({ ...OPTIONS, maxEvents: 1 }, new Set()); // Full, so the next is likely to be of its lane.
		[heads, reads] = [[], 0];

		await reader.find({ ...OPTIONS, maxEvents: 1, batchLimits: [10] }, new Set());

		expect(reads).to.equal(0);
	});
});
