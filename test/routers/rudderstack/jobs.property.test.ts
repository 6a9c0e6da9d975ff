/** As many jobs out as in, whatever comes. */

import { expect } from 'chai';
import fc from 'fast-check';
import { createMemoryProfiles } from '../../../src/destination/profile/memory-profiles.js';
import { deliver, processRouterDest } from '../../../src/destination/routers/rudderstack/index.js';
import { hostileEvent } from '../../map/hostile-events.js';
import { runs } from '../../runs.js';
import { aConversion, aMetadata, aProxyRequest, aRudderDestination, ports } from './a-job.js';

const thrower = new Proxy(
	{},
	{
		get() {
			throw new Error('no');
		},
		ownKeys() {
			throw new Error('no');
		},
	},
);
const odd = fc.oneof(fc.constantFrom<unknown>(null, undefined, 0, '', [], {}, thrower, 1n), fc.jsonValue());

const metadata = fc
	.record({ jobId: fc.integer({ min: 1, max: 30 }), dontBatch: fc.oneof(fc.boolean(), odd) })
	.map(({ jobId, dontBatch }) => aMetadata(jobId, { dontBatch }));
const config = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom({}, { validateOnly: true }, { pixelId: 'other' }, { maxBatchBytes: 1024 }) },
	{ weight: 1, arbitrary: fc.constantFrom({ flushAt: 0 }, { apiKey: null }, { eventMapping: 'x' }) },
	{ weight: 1, arbitrary: fc.dictionary(fc.constantFrom('apiKey', 'pixelId', 'consent', 'optOut', '__proto__'), odd) },
);
const destination = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.tuple(config, fc.constantFrom('d1', 'd2')).map(([own, id]) => aRudderDestination(own, id)),
	},
	{ weight: 1, arbitrary: odd },
	{ weight: 1, arbitrary: odd.map((Config) => ({ ID: 'd1', Config })) },
);
const job = fc.oneof(
	{ weight: 12, arbitrary: fc.record({ message: hostileEvent, metadata, destination }) },
	{ weight: 1, arbitrary: odd },
);

describe("RudderStack's calls, hostile input", () => {
	it('has every job in exactly one entry, in order of its events', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(job, { maxLength: 25 }), fc.boolean(), async (jobs, remembers) => {
				const profiles = remembers ? { profiles: createMemoryProfiles({ ...ports, max: 100 }) } : {};

				const outputs = await processRouterDest(jobs as never, { ...ports, ...profiles });

				const handedIn = jobs.map(metadataOf);
				const handedOut = outputs.flatMap((output) => output.metadata);
				expect(handedOut).to.have.length(handedIn.length);
				for (const one of handedIn) if (one !== undefined) expect(handedOut).to.include(one);
				for (const output of outputs) {
					expect(output.metadata).to.not.have.length(0);
					if (!('batchedRequest' in output)) expect(output.statusCode).to.be.oneOf([298, 400, 429]);
					else expect(output.batchedRequest.body.JSON.events).to.have.length(output.metadata.length);
				}
				JSON.stringify(outputs.map(({ metadata: _, destination: __, ...rest }) => rest));
			}),
			{ numRuns: runs(40) },
		);
	});

	it('answers once for every job of a proxy request and never rejects', async () => {
		const event = fc.oneof(
			fc.string({ minLength: 1 }).map((id) => aConversion(id)),
			fc.jsonValue(),
			odd,
		);
		const statuses = fc.infiniteStream(fc.constantFrom(200, 200, 301, 400, 401, 413, 422, 429, 500, 0));
		const parts = fc.record(
			{
				destinationConfig: fc.oneof(
					config.map((own) => aRudderDestination(own).Config),
					odd,
				),
				metadata: odd,
				body: odd,
			},
			{ requiredKeys: [] },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(event, { maxLength: 12 }), statuses, parts, async (events, answers, own) => {
				const request = aProxyRequest(events, own);
				const fetch = async () => {
					const { value: status } = answers.next();
					if (status === 0 || status === undefined) throw new TypeError('fetch failed');
					return Response.json({ error: { param: 'events[0]' } }, { status });
				};

				const { status, message, response } = await deliver(request, { ...ports, fetch });

				const jobs = Array.isArray(request.metadata) ? request.metadata : [];
				expect(response.map(({ metadata: one }) => jobIdOf(one))).to.deep.equal(jobs.map(jobIdOf));
				for (const { statusCode } of response) expect(statusCode).to.be.oneOf([200, 400, 429]);
				expect(status).to.be.a('number');
				expect(message).to.be.a('string');
			}),
			{ numRuns: runs(80) },
		);
	});

	it('survives requests that are not requests', async () => {
		for (const request of [undefined, null, 1, 'x', [], {}, thrower, { metadata: thrower, body: thrower }])
			expect(await deliver(request, ports)).to.deep.include({ status: 400, response: [] });
	});
});

function metadataOf(input: unknown): object | undefined {
	try {
		const own = (input as { metadata?: unknown } | null | undefined)?.metadata;
		return typeof own === 'object' && own !== null && !Array.isArray(own) ? own : undefined;
	} catch {
		return undefined;
	}
}

function jobIdOf(metadata: unknown): unknown {
	try {
		return (metadata as { jobId?: unknown } | null)?.jobId;
	} catch {
		return undefined;
	}
}
