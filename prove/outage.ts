/** OpenAI is away for six days, and comes back. */

import { expect } from 'chai';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import { NOW } from '../gateway/test/a-batch-item.js';
import type { Figures, Proof } from './proof.js';
import { type VirtualEngine, virtualFolder, virtualPostgres } from './virtual-engine.js';
import { VirtualPixel, type VirtualRequest } from './virtual-pixel.js';

const EVENTS = 300_000;
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const HOURS = 6 * 24;
const PER_HOUR = Math.ceil(EVENTS / HOURS);
/** Of OpenAI's answer. */
const LATENCY_MS = 200;
/** Requests of 1000, four at a time, would take so long. */
const IDEAL_S = ((EVENTS / 1000) * LATENCY_MS) / 4 / 1000;
const MAX_HOUR_BYTES = 5e6;
/** Of what an event is made of, besides its id. */
const FILLER = 'x'.repeat(650);

export const outage = prove('', virtualFolder);
export const outagePostgres = prove(' On PostgreSQL.', virtualPostgres);

function prove(where: string, engine: () => Promise<VirtualEngine>): Proof {
	return {
		shows: `Six days of 503 with ${EVENTS} events cost at most ${MAX_HOUR_BYTES / 1e6} MB an hour; then all go out in order, conversions first, and what aged out is a dead letter. On a virtual clock.${where}`,
		limitMinutes: 20,
		run: () => run(engine),
	};
}

async function run(engine: () => Promise<VirtualEngine>): Promise<Figures> {
	const requests: VirtualRequest[] = [];
	let isOver = false;
	const pixel = await VirtualPixel.open(
		NOW,
		LATENCY_MS,
		(request) => {
			requests.push(request);
			return isOver ? 200 : 503;
		},
		engine,
	);
	const items = new Map<string, BatchItem>();
	try {
		for (let hour = 0; hour < HOURS; hour++) {
			const added = Array.from({ length: PER_HOUR }, () => anItem(items.size, pixel.clock.nowMs(), items));
			for (let at = 0; at < added.length; at += 1000) await pixel.add(added.slice(at, at + 1000));
			await pixel.advance(HOUR_MS);
		}
		const [before, waited, backMs] = [requests.splice(0), pixel.queue.size(), pixel.clock.nowMs()];
		isOver = true;
		while (pixel.queue.size() > 0 && pixel.clock.nowMs() < backMs + HOUR_MS) await pixel.clock.advance(1000);

		const delivered = new Set(requests.flatMap(({ ids }) => ids));
		const lost = [...items.values()].filter(({ id }) => !delivered.has(id));
		const { letters } = await pixel.queue.deadLetters.count({ reason: 'expired' });
		const isTooOld = ({ timestampMs }: BatchItem) => timestampMs + 7 * DAY_MS - 60_000 <= pixel.clock.nowMs();

		expect([pixel.queue.size(), letters]).to.deep.equal([0, lost.length]);
		expect(lost.length).to.be.above(10_000);
		expect(lost.filter((item) => !isTooOld(item))).to.deep.equal([]);
		const firstMs = requests[0]?.atMs ?? Number.NaN;
		const figures = {
			...toFigures(before, requests, items),
			'events that waited to the end': waited,
			'events that aged out, all of them dead letters, `expired`': letters,
			'seconds until the first request': (firstMs - backMs) / 1000,
			'seconds from there to the last': (pixel.clock.nowMs() - firstMs) / 1000,
			'the same, at full speed from the first moment': (IDEAL_S * waited) / EVENTS,
		};
		expect(pixel.clock.nowMs() - firstMs).to.be.below(2000 * ((IDEAL_S * waited) / EVENTS));
		return figures;
	} finally {
		await pixel.close();
	}
}

/** Every fifth is a page view; every third came up to four days late. */
function anItem(n: number, nowMs: number, all: Map<string, BatchItem>): BatchItem {
	const id = `event-${n}`;
	const type = n % 5 === 0 ? 'page_viewed' : 'order_created';
	const timestampMs = nowMs - (n % 3 === 0 ? (n * 7919) % (4 * DAY_MS) : n % 60_000);
	const json = JSON.stringify({ id, type, timestamp_ms: timestampMs, data: { type: 'contents', filler: FILLER } });
	const common = { id, type, timestampMs, messageId: id, json, sizeBytes: json.length } as const;
	const item = { ...common, validateOnly: false, matchKeys: 2 };
	all.set(id, item);
	return item;
}

function toFigures(
	before: readonly VirtualRequest[],
	after: readonly VirtualRequest[],
	items: ReadonlyMap<string, BatchItem>,
): Figures {
	const hours = new Map<number, number>();
	for (const { atMs, bytes } of before) {
		const hour = Math.floor((atMs - NOW - 60_000) / HOUR_MS);
		if (hour >= 0) hours.set(hour, (hours.get(hour) ?? 0) + bytes);
	}
	const most = Math.max(...hours.values());
	expect(most).to.be.at.most(MAX_HOUR_BYTES);
	const batches = after.map(({ ids }) => ids.map((id) => items.get(id) as BatchItem));
	// Single events that failed again and again are tried apart, beside the batches: they keep nothing waiting.
	const together = batches.filter((batch) => batch.length > 1);
	const inversions = (['order_created', 'page_viewed'] as const).map((type) =>
		countInversions(together.map((batch) => batch.filter((item) => item.type === type))),
	);
	const lastOrder = together.findLastIndex((batch) => batch.some(({ type }) => type === 'order_created'));
	const early = together.slice(0, lastOrder).filter(([first]) => first?.type === 'page_viewed').length;
	expect(inversions).to.deep.equal([0, 0]);
	expect(early / lastOrder).to.be.below(0.11);
	return {
		events: items.size,
		'requests in six days': before.length,
		'MB sent in the worst hour': most / 1e6,
		'batches after it': together.length,
		'of these with page views first, while orders waited': early,
		'single events that were tried apart': after.length - together.length,
		'inversions between batches, conversions': inversions[0] ?? Number.NaN,
		'inversions between batches, page views': inversions[1] ?? Number.NaN,
	};
}

/** Batches with an event that should have gone before the last event of an earlier batch. */
function countInversions(batches: readonly (readonly BatchItem[])[]): number {
	let latestMs = Number.NEGATIVE_INFINITY;
	let count = 0;
	for (const batch of batches) {
		const times = batch.map(({ timestampMs }) => timestampMs);
		if (Math.min(...times) < latestMs) count++;
		latestMs = Math.max(latestMs, ...times);
	}
	return count;
}
