import { expect } from 'chai';
import { createMemoryProfiles } from '../../../src/destination/profile/memory-profiles.js';
import { processRouterDest, type RouterOutput } from '../../../src/destination/routers/rudderstack/index.js';
import { aTrackEvent, digestOf, ONE_MINUTE_AGO } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';
import { aJob, aMetadata, aRudderDestination, ports } from './a-job.js';

/** `200: 1 2`, `298: 3`: how each entry ended and the jobs in it. */
function summaryOf(outputs: readonly RouterOutput[]): string[] {
	return outputs.map(({ statusCode, metadata }) => `${statusCode}: ${metadata.map(({ jobId }) => jobId).join(' ')}`);
}

function idsOf(output: RouterOutput | undefined): unknown[] {
	if (output === undefined || !('batchedRequest' in output)) return [];
	return output.batchedRequest.body.JSON.events.map((event) => (event as { id: unknown }).id);
}

describe("RudderStack's processRouterDest", () => {
	it('returns one request for the jobs of a destination, and an entry for each job without a request', async () => {
		const destination = aRudderDestination();
		const ignored = aJob(3, { message: aTrackEvent({ event: 'Cart Viewed' }), destination });
		const broken = aJob(4, { message: { type: 'purchase' }, destination });

		const outputs = await processRouterDest(
			[aJob(1, { destination }), ignored, aJob(2, { destination }), broken],
			ports,
		);

		expect(outputs).to.have.length(3);
		expect(outputs[0]).to.deep.equal({
			batchedRequest: {
				version: '1',
				type: 'REST',
				method: 'POST',
				endpoint: 'https://bzr.openai.com/v1/events',
				endpointPath: '/v1/events',
				headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
				params: { pid: 'pixel' },
				body: {
					JSON: {
						events: [1, 2].map((n) => ({
							id: `m${n}`,
							type: 'order_created',
							timestamp_ms: Date.parse(ONE_MINUTE_AGO),
							action_source: 'web',
							source_url: 'https://shop.example/thanks',
							user: { external_ids_sha256: [digestOf(`u${n}`)] },
							data: { type: 'contents' },
						})),
						integration_source: 'openai-ads-destination',
					},
					JSON_ARRAY: {},
					XML: {},
					FORM: {},
				},
				files: {},
			},
			metadata: [aMetadata(1), aMetadata(2)],
			destination,
			batched: true,
			statusCode: 200,
		});
		expect(outputs[1]).to.deep.equal({
			metadata: [aMetadata(3)],
			destination,
			batched: false,
			statusCode: 298,
			error: 'event_not_mapped: Cart Viewed is not mapped. If it is a conversion, add a row to eventMapping.',
			statTags: { errorCategory: 'transformation', errorType: 'filtered' },
		});
		expect(outputs[2]).to.deep.include({
			metadata: [aMetadata(4)],
			batched: false,
			statusCode: 400,
			statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
		});
	});

	it('returns no entries for no jobs', async () => {
		expect(await processRouterDest([], ports)).to.deep.equal([]);
		expect(await processRouterDest(null as never, ports)).to.deep.equal([]);
	});

	it('puts 1000 events into one request and the next into another', async () => {
		const jobs = Array.from({ length: 1001 }, (_, index) => aJob(index));

		const outputs = await processRouterDest(jobs, ports);

		expect(outputs.map(({ metadata }) => metadata.length)).to.deep.equal([1000, 1]);
		expect(idsOf(outputs[0])).to.deep.equal(jobs.slice(0, 1000).map((_, index) => `m${index}`));
	});

	it('puts no more than flushAt events into a request', async () => {
		const destination = aRudderDestination({ flushAt: 10 });
		const jobs = Array.from({ length: 25 }, (_, index) => aJob(index, { destination }));

		const outputs = await processRouterDest(jobs, ports);

		expect(outputs.map(({ metadata }) => metadata.length)).to.deep.equal([10, 10, 5]);
	});

	it('keeps requests below maxBatchBytes', async () => {
		const destination = aRudderDestination({ maxBatchBytes: 1500 });
		const jobs = Array.from({ length: 20 }, (_, index) => aJob(index, { destination }));

		const outputs = await processRouterDest(jobs, ports);

		const sizes = outputs.map(
			(output) => 'batchedRequest' in output && Buffer.byteLength(JSON.stringify(output.batchedRequest.body.JSON)),
		);
		expect(outputs.length).to.be.greaterThan(3);
		expect(Math.max(...sizes.map(Number))).to.be.lessThanOrEqual(1500);
		expect(outputs.flatMap(idsOf)).to.deep.equal(jobs.map((_, index) => `m${index}`));
	});

	it('sends jobs with dontBatch alone', async () => {
		const alone = { metadata: aMetadata(2, { dontBatch: true }) };

		const outputs = await processRouterDest([aJob(1), aJob(2, alone), aJob(3)], ports);

		expect(summaryOf(outputs)).to.deep.equal(['200: 1 3', '200: 2']);
		expect(outputs[1]?.metadata[0]).to.equal(alone.metadata);
	});

	it('never mixes live and validate-only events', async () => {
		const destination = aRudderDestination({ testEvents: { path: 'context.test' } });
		const test = aTrackEvent({ messageId: 'm2', context: { test: true } });

		const outputs = await processRouterDest(
			[aJob(1, { destination }), aJob(2, { destination, message: test }), aJob(3, { destination })],
			ports,
		);

		expect(summaryOf(outputs)).to.deep.equal(['200: 1 3', '200: 2']);
		expect(outputs[0]).to.not.have.nested.property('batchedRequest.body.JSON.validate_only');
		expect(outputs[1]).to.have.nested.property('batchedRequest.body.JSON.validate_only', true);
	});

	it('groups by destination and by Config', async () => {
		const other = aRudderDestination({ pixelId: 'other' }, 'dst2');
		const twin = aRudderDestination({}, 'dst3');
		const changed = aRudderDestination({ apiKey: 'sk-new' });
		const jobs = [aJob(1), aJob(2, { destination: other }), aJob(3, { destination: twin })];

		const outputs = await processRouterDest([...jobs, aJob(4, { destination: changed }), aJob(5)], ports);

		expect(summaryOf(outputs)).to.deep.equal(['200: 1 5', '200: 2', '200: 3', '200: 4']);
		expect(outputs.map(({ destination }) => destination)).to.deep.equal([aRudderDestination(), other, twin, changed]);
		expect(outputs[1]).to.have.nested.property('batchedRequest.params.pid', 'other');
		expect(outputs[3]).to.have.nested.property('batchedRequest.headers.Authorization', 'Bearer sk-new');
	});

	it('answers 429 for each job of a faulty Config and lets the others through', async () => {
		const faulty = { destination: aRudderDestination({ flushAt: 'many' }, 'dst2') };

		const outputs = await processRouterDest([aJob(1, faulty), aJob(2), aJob(3, faulty)], ports);

		expect(summaryOf(outputs)).to.deep.equal(['200: 2', '429: 1', '429: 3']);
		expect(outputs[1]).to.deep.include({
			destination: faulty.destination,
			error: 'destination.Config.flushAt: expected an integer from 1 to 1000, got "many".',
			statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
		});
	});

	it('posts to the path of another endpoint', async () => {
		const destination = aRudderDestination({ endpoint: 'https://proxy.example/openai/events' });

		const [output] = await processRouterDest([aJob(1, { destination })], ports);

		expect(output).to.have.nested.property('batchedRequest.endpoint', 'https://proxy.example/openai/events');
		expect(output).to.have.nested.property('batchedRequest.endpointPath', '/openai/events');
	});

	describe('with a store of profiles', () => {
		const identify = { type: 'identify', messageId: 'i1', userId: 'u2', traits: { email: 'jane@doe.example' } };
		const withEmail = 'batchedRequest.body.JSON.events[0].user.emails_sha256';

		it('fills gaps from earlier calls, and filters the identify', async () => {
			const profiles = createMemoryProfiles(ports);

			const taught = await processRouterDest([aJob(1, { message: identify })], { ...ports, profiles });
			const [output] = await processRouterDest([aJob(2)], { ...ports, profiles });

			expect(summaryOf(taught)).to.deep.equal(['298: 1']);
			expect(output)
				.to.have.nested.property(withEmail)
				.that.deep.equals([digestOf('jane@doe.example')]);
		});

		it('keeps people of different pixels apart', async () => {
			const profiles = createMemoryProfiles(ports);
			const destination = aRudderDestination({ pixelId: 'other' }, 'dst2');

			await processRouterDest([aJob(1, { message: identify })], { ...ports, profiles });
			const [output] = await processRouterDest([aJob(2, { destination })], { ...ports, profiles });

			expect(output).to.have.property('statusCode', 200);
			expect(output).to.not.have.nested.property(withEmail);
		});

		it('loses no job when the store fails', async () => {
			const fail = async () => {
				throw new Error('down');
			};
			const profiles = { get: fail, merge: fail, forget: fail };

			const outputs = await processRouterDest([aJob(1), aJob(2)], { ...ports, profiles });

			expect(summaryOf(outputs)).to.deep.equal(['200: 1 2']);
		});
	});

	it('transforms every event by itself without a store', async () => {
		const identify = { type: 'identify', messageId: 'i1', userId: 'u2', traits: { email: 'jane@doe.example' } };

		const outputs = await processRouterDest([aJob(1, { message: identify }), aJob(2)], ports);

		expect(summaryOf(outputs)).to.deep.equal(['200: 2', '298: 1']);
		expect(outputs[0]).to.not.have.nested.property('batchedRequest.body.JSON.events[0].user.emails_sha256');
	});

	it("ignores RudderStack's own second argument", async () => {
		const requestMetadata = { namespace: 'ns', features: { 'filter-code': true } };
		const message = aTrackEvent({ timestamp: new Date() });

		const outputs = await processRouterDest([aJob(1, { message })], requestMetadata as never);

		expect(summaryOf(outputs)).to.deep.equal(['200: 1']);
	});
});
