/** The key is wrong for an hour, ten gateways share the pixel on one PostgreSQL, and one owner after the other dies or leaves. */

import { expect } from 'chai';
import type { PixelWorker } from '../gateway/src/pixels/pixel-worker.js';
import type { OpenPostgres } from '../gateway/src/queue/postgres/store.js';
import { batchItems, NOW } from '../gateway/test/a-batch-item.js';
import { ManualClock } from '../gateway/test/manual-clock.js';
import { until } from '../gateway/test/process/gateway-process.js';
import { startPostgres, type TestPostgres } from '../gateway/test/queue/postgres/a-postgres.js';
import { newSchema, openIn } from '../gateway/test/queue/postgres/postgres-harness.js';
import type { Proof } from './proof.js';
import { OpenCalls } from './virtual-engine.js';
import { PIXEL_ID, startVirtualWorker } from './virtual-pixel.js';

const GATEWAYS = 10;
const EVENTS = 5000;
const MAX_REQUESTS = 20;
const LATENCY_MS = 50;
const MINUTE_MS = 60_000;
/** Minutes from one owner to the next: nine changes in the hour. */
const MINUTES_EACH = 6;
interface Gateway {
	readonly opened: OpenPostgres;
	readonly worker: PixelWorker;
}

interface Fleet {
	readonly gateways: Gateway[];
	readonly clock: ManualClock;
	readonly postgres: TestPostgres;
	readonly schema: string;
}

export const wrongKeyGateways: Proof = {
	shows: `A key that is wrong for an hour costs ${GATEWAYS} gateways on one PostgreSQL at most ${MAX_REQUESTS} requests in all, though the pixel changes its owner nine times, by crashes and by stops, and no event.`,
	limitMinutes: 10,
	async run() {
		const postgres = await startPostgres({ max_connections: '200' });
		const schema = newSchema();
		const calls = new OpenCalls();
		const clock = new ManualClock(NOW, calls.settle);
		let [requests, isOver] = [0, false];
		const arrived: string[] = [];
		const answer = ({ ids }: { ids: readonly string[] }) => {
			requests++;
			if (isOver) arrived.push(...ids);
			return isOver ? 200 : 401;
		};
		const gateways: Gateway[] = [];
		const fleet = { gateways, clock, postgres, schema };
		const start = async () => {
			const opened = await openIn(postgres, schema, { nowMs: clock.nowMs });
			const worker = startVirtualWorker(calls.watch(opened.store.pixel(PIXEL_ID)), clock, LATENCY_MS, answer);
			gateways.push({ opened, worker });
		};
		try {
			for (let n = 0; n < GATEWAYS; n++) await start();
			await gateways[0]?.opened.store.pixel(PIXEL_ID).append(batchItems(EVENTS));
			const byOwner: number[] = [];
			for (let minute = 0; minute < 60; minute += MINUTES_EACH) {
				const before = requests;
				const owner = await findOwner(gateways);
				await clock.advance(MINUTES_EACH * MINUTE_MS);
				byOwner.push(requests - before);
				if (minute + MINUTES_EACH < 60) await leave(owner, fleet, (minute / MINUTES_EACH) % 2 === 0);
			}
			const inAnHour = requests;
			isOver = true;
			await findOwner(gateways);
			for (let waited = 0; arrived.length < EVENTS && waited < 30; waited++) await clock.advance(MINUTE_MS);

			expect([new Set(arrived).size, gateways.length]).to.deep.equal([EVENTS, 1]);
			expect(inAnHour, byOwner.join(', ')).to.be.within(1, MAX_REQUESTS);
			return {
				gateways: GATEWAYS,
				'requests in an hour (virtual clock)': inAnHour,
				'of these by each owner': byOwner.join(', '),
				'events delivered afterwards': new Set(arrived).size,
			};
		} finally {
			for (const { opened } of gateways) await opened.abandon();
			await postgres.stop();
		}
	},
};

/** Who has the pixel now; the others wait for it. */
async function findOwner(gateways: readonly Gateway[]): Promise<Gateway> {
	const find = () => gateways.find(({ worker }) => worker.isOwner);
	await until('one of the gateways owns the pixel', () => find() !== undefined, 30_000);
	return find() as Gateway; // It was there a moment ago, and none gives it up by itself.
}

/** @param isCrash it is gone without a word, and its lease runs out */
async function leave(gateway: Gateway, { gateways, clock, postgres, schema }: Fleet, isCrash: boolean): Promise<void> {
	gateways.splice(gateways.indexOf(gateway), 1);
	if (isCrash) {
		await gateway.opened.abandon();
		await postgres.query(`UPDATE ${schema}.pixels SET expires_at = clock_timestamp()`);
	} else {
		const closed = gateway.worker.close(0);
		await clock.advance(1000);
		await closed;
		await gateway.opened.store.close();
	}
}
