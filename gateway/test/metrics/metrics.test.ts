import { expect } from 'chai';
import type { Admission, Delivered } from 'openai-ads-destination/pipeline';
import { countBy, createLabels } from '../../src/metrics/count-by.js';
import { createMetrics, type Measured } from '../../src/metrics/create-metrics.js';
import { meterDeparture, meterFetch, meterIntake, meterQueue } from '../../src/metrics/metered.js';
import { toStatusLabel } from '../../src/metrics/status-label.js';
import type { PixelQueue, QueuedEvent } from '../../src/queue/queue.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { aBatchItem, batchItems, NOW } from '../a-batch-item.js';
import { OWN } from '../queue/open-queue.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const NOTHING: Measured = { pixels: [], knownIds: 0 };
const STATES = ['sending', 'holding', 'paused', 'draining'];

function someMetrics(droppedLines = () => 0) {
	const metrics = createMetrics({ version: '1.2.3', mode: 'live', states: STATES, droppedLines });
	const read = async (measure: () => Promise<Measured> = async () => NOTHING) => {
		const lines = (await metrics.text(measure)).split('\n');
		return (start: string) => lines.filter((line) => line.startsWith(`openai_ads_${start}`) && !line.endsWith(' 0'));
	};
	return { metrics, counts: () => metrics.pixel('shop'), read };
}

describe('metrics', () => {
	afterEach(removeTemporaryFolders);

	it('count what intake skips and refuses, by reason', async () => {
		const { counts, read } = someMetrics();
		const result = (outcome: string, reason: string) => ({ result: { outcome, reason } }) as unknown as Admission;
		const admissions = [
			{ item: aBatchItem() } as unknown as Admission,
			result('skipped', 'event_not_mapped'),
			result('skipped', 'event_not_mapped'),
			result('discarded', 'expired'),
		];

		const given = await meterIntake(async () => admissions, counts)([], { tier: 'server' });

		const find = await read();
		expect(given).to.equal(admissions);
		expect(find('events_skipped')).to.deep.equal([
			'openai_ads_events_skipped_total{pixel="shop",reason="event_not_mapped"} 2',
		]);
		expect(find('events_refused')).to.deep.equal(['openai_ads_events_refused_total{pixel="shop",reason="expired"} 1']);
	});

	describe('of a queue', () => {
		async function aQueue() {
			const given = someMetrics();
			let ms = 0;
			const store = openSqliteStore({ folder: temporaryFolder(), mode: 'live', nowMs: () => NOW });
			const queue = meterQueue(store.pixel('p'), given.counts, () => (ms += 20));
			return { ...given, queue, store };
		}
		const take = (queue: PixelQueue) =>
			queue.take(OWN, { nowMs: NOW, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 });

		it('count what is kept and known, and the time of the disk', async () => {
			const { queue, store, read } = await aQueue();

			await queue.append([...batchItems(3), aBatchItem({ id: 'l', type: 'lead_created' })]);
			await queue.append(batchItems(2));
			await store.close();

			const find = await read();
			expect(find('events_accepted')).to.deep.equal([
				'openai_ads_events_accepted_total{pixel="shop",type="order_created"} 5',
				'openai_ads_events_accepted_total{pixel="shop",type="lead_created"} 1',
			]);
			expect(find('events_known')).to.deep.equal(['openai_ads_events_known_total{pixel="shop"} 2']);
			expect(find('commit_seconds_count')).to.deep.equal(['openai_ads_commit_seconds_count{pixel="shop"} 2']);
			expect(find('commit_seconds_sum')).to.deep.equal(['openai_ads_commit_seconds_sum{pixel="shop"} 0.04']);
		});

		it('count what is given up, aged out, refused and tried again', async () => {
			const { queue, store, read } = await aQueue();
			await queue.append([...batchItems(3), aBatchItem({ id: 'old', timestampMs: NOW - 8 * 24 * 3600_000 })]);
			await queue.sweepExpired(NOW, 10);
			const { events } = await take(queue);
			const [first, second] = events.map(({ key }) => key);

			await queue.settle(OWN, {
				delivered: [],
				deadLetters: [{ key: first ?? '', reason: 'rejected', detail: '' }],
				retries: [{ key: second ?? '', batchLimit: 1000 }],
			});
			await queue.keepRefused(batchItems(2), {}, { reason: 'invalid', detail: '' });
			await store.close();

			const find = await read();
			expect(find('events_discarded')).to.have.members([
				'openai_ads_events_discarded_total{pixel="shop",reason="expired"} 1',
				'openai_ads_events_discarded_total{pixel="shop",reason="rejected"} 1',
			]);
			expect(find('events_retried')).to.deep.equal(['openai_ads_events_retried_total{pixel="shop"} 1']);
			expect(find('events_refused')).to.deep.equal([
				'openai_ads_events_refused_total{pixel="shop",reason="invalid"} 2',
			]);
		});

		it('count orders that were cancelled, before they came and while they were held, and those not as known', async () => {
			const { queue, store, read } = await aQueue();
			const hold = (reference: string) => ({ untilMs: NOW + 3600_000, reference });
			const cancel = (reference: string) => queue.cancel([{ reference, untilMs: NOW + 3600_000 }], 'server');
			await queue.append(batchItems(2), {}, [hold('r1'), hold('r2')]);

			await cancel('r1');
			await cancel('r3');
			await queue.append([aBatchItem({ id: 'late' })], {}, [hold('r3')]);
			await store.close();

			const find = await read();
			expect(find('events_skipped')).to.deep.equal([
				'openai_ads_events_skipped_total{pixel="shop",reason="cancelled"} 2',
			]);
			expect(find('events_known')).to.deep.equal([]);
		});

		it('count nothing that the disk refused', async () => {
			const { queue, store, read } = await aQueue();
			await store.close();

			const error = await queue.append(batchItems(1)).catch((caught: unknown) => caught);

			expect(error).to.be.instanceOf(Error);
			expect((await read())('events_accepted')).to.deep.equal([]);
		});
	});

	it('count deliveries by type and verdict, and the time since each event came', async () => {
		const { counts, read } = someMetrics();
		const events = [3000, 90_000, 0].map((agoMs) => ({ arrivedMs: agoMs && NOW - agoMs })) as unknown as QueuedEvent[];
		const items = batchItems(3);
		const accepted = { outcome: 'accepted', type: 'order_created', attribution: 'weak' };
		const delivered = [accepted, accepted, { ...accepted, attribution: 'none' }].map((result) => ({ result }));
		const deliver = async () => delivered as unknown as Delivered[];
		const departure = meterDeparture({ enrich: async () => items, deliver }, counts, () => NOW);

		await departure.deliver(await departure.enrich(events), true);

		const find = await read();
		expect(find('events_delivered')).to.deep.equal([
			'openai_ads_events_delivered_total{pixel="shop",type="order_created",verdict="weak"} 2',
			'openai_ads_events_delivered_total{pixel="shop",type="order_created",verdict="none"} 1',
		]);
		expect(find('delivery_seconds_sum')).to.deep.equal(['openai_ads_delivery_seconds_sum{pixel="shop"} 93']);
		expect(find('delivery_seconds_count')).to.deep.equal(['openai_ads_delivery_seconds_count{pixel="shop"} 2']);
		expect(find('batch_events_sum')).to.deep.equal(['openai_ads_batch_events_sum{pixel="shop"} 3']);
	});

	it('count requests by status, those without an answer too, and pass answers and errors on', async () => {
		const { counts, read } = someMetrics();
		const answers = [200, 429, 418];
		const fetch = meterFetch(async () => {
			const status = answers.shift();
			if (status === undefined) throw new Error('reset');
			return new Response(null, { status });
		}, counts);

		const statuses = [(await fetch('', {})).status, (await fetch('', {})).status, (await fetch('', {})).status];
		const error = await fetch('', {}).catch((caught: unknown) => caught);

		expect([statuses, String(error)]).to.deep.equal([[200, 429, 418], 'Error: reset']);
		expect((await read())('requests')).to.have.members(
			['200', '429', '4xx', 'none'].map((status) => `openai_ads_requests_total{pixel="shop",status="${status}"} 1`),
		);
	});

	it('tell the queue as it is now, and no longer a pixel that is gone', async () => {
		const { read } = someMetrics(() => 7);
		const pixel = {
			name: 'shop',
			state: 'holding',
			waiting: 5,
			bytes: 900,
			oldestSeconds: 60,
			secondsLeft: 600,
			deadLetters: 2,
		};

		const there = await read(async () => ({ pixels: [pixel], knownIds: 12 }));
		const gone = await read();

		expect(there('queue')).to.deep.equal([
			'openai_ads_queue_events{pixel="shop"} 5',
			'openai_ads_queue_bytes{pixel="shop"} 900',
			'openai_ads_queue_oldest_age_seconds{pixel="shop"} 60',
			'openai_ads_queue_oldest_deadline_seconds{pixel="shop"} 600',
			'openai_ads_queue_readable 1',
		]);
		expect(there('pixel_state')).to.deep.equal(['openai_ads_pixel_state{pixel="shop",state="holding"} 1']);
		expect([there('known_ids'), there('log_lines')]).to.deep.equal([
			['openai_ads_known_ids 12'],
			['openai_ads_log_lines_dropped_total 7'],
		]);
		expect(gone('queue')).to.deep.equal(['openai_ads_queue_readable 1']);
		expect(gone('log_lines')).to.deep.equal(['openai_ads_log_lines_dropped_total 7']);
	});

	it('tell the counters also while the queue can not be read', async () => {
		const { counts, read } = someMetrics();
		counts().retried(3);

		const find = await read(async () => {
			throw new Error('disk');
		});

		expect(find('events_retried')).to.have.lengthOf(1);
		expect(find('queue_readable')).to.deep.equal([]);
	});
});

describe('countBy', () => {
	it('sums up by word and passes over what has none', () => {
		expect([...countBy(['a', 'b', '', 'a'], (word) => word || undefined)]).to.deep.equal([
			['a', 2],
			['b', 1],
		]);
	});
});

describe('createLabels', () => {
	it('lets only words of ours become labels, and no more than a bounded number', () => {
		const toLabel = createLabels(2);

		expect(['rejected', 'jane@shop.example', 'x'.repeat(65), 'expired', 'third', 'expired'].map(toLabel)).to.deep.equal(
			['rejected', 'other', 'other', 'expired', 'other', 'expired'],
		);
	});
});

describe('toStatusLabel', () => {
	for (const [status, label] of [
		[200, '200'],
		[201, '2xx'],
		[302, '3xx'],
		[429, '429'],
		[520, '5xx'],
		[undefined, 'none'],
		[999, 'other'],
	] as const) {
		it(`makes ${label} of ${status}`, () => {
			expect(toStatusLabel(status)).to.equal(label);
		});
	}
});
