/** Jobs that nobody should send: as many always come out as went in. */

import { expect } from 'chai';
import { aDestination, aJob, aMetadata, anOrder, aTransformer, closeTransformers, jobIds } from './a-transformer.js';

const CONFIGS = [
	undefined,
	null,
	7,
	'x',
	[],
	{},
	{ apiKey: 5 },
	{ eventMapping: 'all' },
	JSON.parse('{"__proto__":{"a":1}}'),
];
const MESSAGES = [undefined, null, 0, 'x', [], {}, { type: {} }, { type: 'track', event: 'x'.repeat(100_000) }];

describe('hostile jobs', () => {
	afterEach(closeTransformers);

	const route = async (input: readonly unknown[]) => {
		const { call } = await aTransformer();
		const { status, json } = await call('/routerTransform', { input, destType: 'openai_ads_capi' });
		expect(status).to.equal(200);
		return json.output;
	};
	const sorted = (ids: readonly unknown[]) => [...ids].sort((one, other) => Number(one) - Number(other));

	it('come out as often as they went in if jobIds are duplicated', async () => {
		const output = await route([aJob(1), aJob(1), aJob(2), aJob(1)]);

		expect(sorted(jobIds(output))).to.deep.equal([1, 1, 1, 2]);
	});

	it('give no entry if there are no jobs', async () => {
		expect(await route([])).to.deep.equal([]);
	});

	it('fill requests of 1000, each job in exactly one', async () => {
		const output = await route(Array.from({ length: 1001 }, (_, n) => aJob(n + 1)));

		expect(sorted(jobIds(output))).to.deep.equal(Array.from({ length: 1001 }, (_, n) => n + 1));
		expect(output).to.have.length(2);
	});

	it('are grouped by destination if they are mixed, even with garbage Configs', async () => {
		const destinations = [
			aDestination(),
			aDestination({ pixelId: 'px2' }, 'dst2'),
			...CONFIGS.map((Config, n) => ({ ...aDestination({}, `bad${n}`), Config })),
			null,
			'text',
		];
		const input = Array.from({ length: 200 }, (_, n) =>
			aJob(n, { destination: destinations[n % destinations.length] }),
		);

		const output = await route(input);

		expect(sorted(jobIds(output))).to.deep.equal(input.map((_, n) => n));
		expect(output.every((one: { metadata: unknown[] }) => one.metadata.length > 0)).to.equal(true);
		expect(output.filter((one: { batched: boolean }) => one.batched)).to.have.length(2);
	});

	it('each get an answer even if messages are garbage', async () => {
		const output = await route(MESSAGES.map((message, n) => aJob(n, { message })));

		expect(sorted(jobIds(output))).to.deep.equal(MESSAGES.map((_, n) => n));
		expect(output.every((one: { batched: boolean }) => !one.batched)).to.equal(true);
	});

	it('each get an entry even if they are not jobs', async () => {
		const output = await route([null, 1, 'x', [], {}]);

		expect(output.flatMap(({ metadata }: { metadata: unknown[] }) => metadata)).to.have.length(5);
	});

	it('each get an answer from the processor, in order', async () => {
		const { call } = await aTransformer();
		const input = [...MESSAGES.map((message, n) => aJob(n, { message })), null, 1, [], aJob(99)];

		const { json } = await call('/v0/destinations/openai_ads_capi', input);

		expect(json).to.have.length(input.length);
		expect(json.at(-1).metadata.jobId).to.equal(99);
		expect(json.at(-1).statusCode).to.equal(200);
	});

	it('are refused one by one if a compacted body lacks their destination', async () => {
		const { call } = await aTransformer();
		const ids = ['dst9', '__proto__', 'constructor', 7, undefined];
		const input = ids.map((destinationId, n) => ({
			message: anOrder(`m${n}`),
			metadata: aMetadata(n, { destinationId }),
		}));

		const body = { input, destinations: {}, connections: {}, destType: 'openai_ads_capi' };
		const { json } = await call('/routerTransform', body);

		expect(sorted(jobIds(json.output))).to.deep.equal([0, 1, 2, 3, 4]);
		expect(json.output.every((one: { statusCode: number }) => one.statusCode === 429)).to.equal(true);
	});
});
