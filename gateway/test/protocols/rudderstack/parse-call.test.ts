import { expect } from 'chai';
import { ByteBudget } from '../../../src/http/byte-budget.js';
import {
	type CallShape,
	DELIVERY,
	MAX_JOB_BYTES,
	MAX_OWN_CALL_BYTES,
	parseCall,
	TRANSFORM,
} from '../../../src/protocols/rudderstack/parse-call.js';

describe('parseCall', () => {
	const parse = (text: string, shape: CallShape = TRANSFORM, budget = new ByteBudget(1e9, 503)) =>
		parseCall(Buffer.from(text), budget.openShare(), shape);
	const statusOf = (call: Promise<unknown>) =>
		call.then(
			() => 200,
			(error) => error.statusCode,
		);
	const aJob = (n: number, message: unknown = { type: 'track', properties: { a: [n] } }) => ({
		message,
		metadata: { jobId: n, secret: {} },
		destination: { Config: { eventMapping: [] } },
	});
	const aDelivery = (events: unknown[]) => ({
		body: { JSON: { events }, FORM: {} },
		metadata: events.map((_, jobId) => ({ jobId, secret: { a: { b: [1] } } })),
		destinationConfig: { eventMapping: [{ from: 'a', to: 'skip' }] },
	});
	const ofBytes = (bytes: number) => ({ text: 'x'.repeat(bytes) });
	const ofValues = (values: number) => ({ list: Array(values).fill(0) });

	const calls: readonly (readonly [name: string, call: unknown, shape: CallShape])[] = [
		['a list of jobs', [aJob(1), aJob(2), null, 'x', [1]], TRANSFORM],
		['jobs in `input`', { input: [aJob(1), {}], destType: 'x' }, TRANSFORM],
		['a compacted call', { input: [{ message: {}, metadata: {} }], destinations: { d: { ID: 'd' } } }, TRANSFORM],
		['a delivery', aDelivery([{ id: '1', data: { contents: [{}] } }, { id: '2' }, 7]), DELIVERY],
		['something else', { input: 7, body: null }, TRANSFORM],
		['something else as a delivery', [{ body: [[[[[]]]]] }], DELIVERY],
	];
	for (const [name, call, shape] of calls) {
		it(`gives what JSON.parse gives for ${name}`, async () => {
			expect(await parse(JSON.stringify(call), shape)).to.deep.equal({ json: call, tooLarge: 0 });
		});
	}

	for (const [what, message] of [
		['bytes', ofBytes(MAX_JOB_BYTES)],
		['values', ofValues(200_001)],
	] as const) {
		it(`takes the message out of a job with too many ${what}, and leaves the others alone`, async () => {
			const { json, tooLarge } = await parse(JSON.stringify({ input: [aJob(1), aJob(2, message), aJob(3)] }));

			expect(json).to.deep.equal({ input: [aJob(1), aJob(2, null), aJob(3)] });
			expect(tooLarge).to.equal(1);
		});
	}

	it('makes nothing of an event of a delivery that is too large, and keeps its place', async () => {
		const text = JSON.stringify(aDelivery([{ id: '1' }, ofBytes(MAX_JOB_BYTES), { id: '3' }]));

		const { json, tooLarge } = await parse(text, DELIVERY);

		expect(json).to.deep.equal(aDelivery([{ id: '1' }, null, { id: '3' }]));
		expect(tooLarge).to.equal(1);
	});

	it('takes a thousand jobs of the size that events have', async () => {
		const jobs = Array.from({ length: 1000 }, (_, n) => aJob(n, { list: Array(500).fill(ofBytes(20)) }));

		const { tooLarge } = await parse(JSON.stringify(jobs));

		expect(tooLarge).to.equal(0);
	});

	const refused: readonly (readonly [claim: string, text: () => string, status: number, shape?: CallShape])[] = [
		['a call of more than 64 MB', () => `[]${' '.repeat(MAX_OWN_CALL_BYTES)}`, 413],
		['more than 4 million values', () => `[${'[0,0],'.repeat(2_000_001)}0]`, 413],
		['8 MB beside the jobs', () => JSON.stringify({ input: [], x: 'x'.repeat(9_000_000) }), 413],
		['too many values beside the jobs', () => JSON.stringify({ x: ofValues(200_001), y: [] }), 413, DELIVERY],
		['a job whose name is too large', () => JSON.stringify([{ x: 'x'.repeat(MAX_JOB_BYTES) }]), 413],
		['a broken job', () => '[{"a":}]', 400],
		['a broken job that is too large', () => `[{"a":{"b":"${'x'.repeat(MAX_JOB_BYTES)}"},"b":{]}]`, 400],
		['nothing', () => '', 400],
	];
	for (const [claim, text, status, shape] of refused) {
		it(`refuses ${claim} with ${status}`, async () => {
			expect(await statusOf(parse(text(), shape))).to.equal(status);
		});
	}

	it('counts the memory of values, and puts the call off if others have it', async () => {
		const text = JSON.stringify(Array(1000).fill({ a: 1 }));

		const statuses = [await statusOf(parse(text, TRANSFORM, new ByteBudget(10_000, 503)))];
		statuses.push(await statusOf(parse(text, TRANSFORM, new ByteBudget(1_000_000, 503))));

		expect(statuses).to.deep.equal([503, 200]);
	});

	it('lets others have a turn while it parses', async () => {
		const text = JSON.stringify(Array(5000).fill(aJob(1, ofBytes(4000))));
		let turns = 0;
		const timer = setInterval(() => turns++, 1);

		await parse(text);

		clearInterval(timer);
		expect(turns).to.be.greaterThan(0);
	});
});
