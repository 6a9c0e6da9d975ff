import { expect } from 'chai';
import type { EventResult } from 'openai-ads-destination';
import type { Line } from '../../src/send/read-lines.js';
import { type SendBatch, sendLines } from '../../src/send/send-lines.js';
import { Tally } from '../../src/send/tally.js';

describe('sendLines', () => {
	const line = (number: number, text: string | undefined): Line => ({ number, text, sizeBytes: 10 });
	async function* slicesOf(...slices: Line[][]): AsyncGenerator<Line[]> {
		yield* slices;
	}
	async function collect(send: SendBatch, ...slices: Line[][]): Promise<EventResult[]> {
		const results: EventResult[] = [];
		for await (const sent of sendLines(slicesOf(...slices), send)) results.push(...sent.results);
		return results;
	}
	const accept: SendBatch = async (events) =>
		events.map(({ messageId }) => ({ outcome: 'accepted', messageId: String(messageId), attempts: 1 }));

	it('gives each line a result in order, even if it is not JSON', async () => {
		const lines = [
			line(1, '{"messageId":"a"}'),
			line(2, '{jane@example.com'),
			line(4, undefined),
			line(5, '{"messageId":"b"}'),
		];

		const results = await collect(accept, lines);

		expect(results.map(({ outcome, messageId, detail }) => [outcome, messageId, detail])).to.deep.equal([
			['accepted', 'a', undefined],
			['discarded', '', 'line 2: expected one JSON object.'],
			['discarded', '', 'line 4: longer than 6291456 bytes.'],
			['accepted', 'b', undefined],
		]);
	});

	it('sends nothing more once the key is refused', async () => {
		let calls = 0;
		const refuse: SendBatch = async (events) => {
			calls++;
			return events.map(() => ({
				outcome: 'failed',
				reason: 'unauthorized',
				detail: '401',
				messageId: 'a',
				attempts: 1,
			}));
		};

		const results = await collect(refuse, [line(1, '{}')], [line(2, '{"messageId":"b"}')], [line(3, 'null')]);

		expect(calls).to.equal(1);
		expect(results.map(({ reason, messageId, attempts }) => [reason, messageId, attempts])).to.deep.equal([
			['unauthorized', 'a', 1],
			['unauthorized', 'b', 0],
			['unauthorized', '', 0],
		]);
	});
});

describe('Tally', () => {
	const result = (outcome: EventResult['outcome'], reason?: string, detail?: string) =>
		({
			outcome,
			messageId: 'm',
			attempts: 0,
			...(reason ? { reason } : {}),
			...(detail ? { detail } : {}),
		}) as EventResult;

	it('counts outcomes and reasons, with the first detail of each', () => {
		const tally = new Tally();

		for (const detail of ['line 1', 'line 2']) tally.add(result('discarded', 'malformed', detail));
		tally.add(result('accepted'));

		expect(tally.summarize()).to.equal(
			'3 events: 1 accepted, 0 skipped, 2 discarded, 0 failed\n  discarded: malformed 2, first: line 1',
		);
	});

	for (const [outcome, exitCode] of [
		['accepted', 0],
		['skipped', 0],
		['discarded', 1],
		['failed', 1],
	] as const) {
		it(`ends with ${exitCode} for ${outcome} events`, () => {
			const tally = new Tally();

			tally.add(result(outcome));

			expect(tally.exitCode).to.equal(exitCode);
		});
	}
});
