import { expect } from 'chai';
import { createDestination } from '../../src/destination/destination.js';
import { deliver } from '../../src/destination/routers/rudderstack/deliver/deliver.js';
import { process } from '../../src/destination/routers/rudderstack/handlers/process.js';
import { processRouterDest } from '../../src/destination/routers/rudderstack/handlers/process-router-dest.js';

const NOW = Date.UTC(2026, 10, 26);
const nowMs = () => NOW;
const settings = { apiKey: 'k', pixelId: 'p', flushInterval: 0, shadow: true };
const anOrder = (messageId: string, timestamp = NOW) => ({
	type: 'track' as const,
	event: 'Order Completed',
	messageId,
	userId: 'u',
	timestamp: new Date(timestamp).toISOString(),
});

describe('shadow', () => {
	let requests = 0;
	const fetch = async (): Promise<Response> => {
		requests++;
		return Response.json({ accepted_events: 1 });
	};
	beforeEach(() => {
		requests = 0;
	});

	it('builds and checks every event and sends none', async () => {
		const destination = createDestination(settings, { fetch, nowMs });

		const results = await destination.sendBatch([anOrder('a'), anOrder('b', NOW - 8 * 24 * 3600_000)]);
		await destination.close();

		expect(results.map(({ outcome, reason, attempts }) => [outcome, reason, attempts])).to.deep.equal([
			['accepted', 'validated', 0],
			['discarded', 'expired', 0],
		]);
		expect(results[0]).to.include({ attribution: 'matchable', type: 'order_created' });
		expect(requests).to.equal(0);
	});

	it('gives RudderStack no request that it could send, and sends none that it has', async () => {
		const job = { message: anOrder('a'), metadata: { jobId: 1 }, destination: { Config: settings } };
		const live = { ...job, destination: { Config: { ...settings, shadow: false } } };
		const built = process(live, { nowMs });

		let thrown: unknown;
		try {
			process(job, { nowMs });
		} catch (error) {
			thrown = error;
		}
		const [output] = await processRouterDest([job], { nowMs });
		const answer = await deliver({ ...built, metadata: [{ jobId: 1 }], destinationConfig: settings }, { fetch, nowMs });

		expect(thrown).to.include({ statusCode: 298 });
		expect(output).to.include({ statusCode: 298, batched: false });
		expect(answer.response.map(({ statusCode }) => statusCode)).to.deep.equal([429]);
		expect(requests).to.equal(0);
	});
});
