import { expect } from 'chai';
import type { EventResult } from 'openai-ads-destination';
import type { Line } from '../../src/send/read-lines.js';
import { parseEvents, type SendBatch, sendLines } from '../../src/send/send-lines.js';
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
		Array.from(events, ({ messageId }) => ({ outcome: 'accepted', messageId: String(messageId), attempts: 1 }));

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
			['discarded', '', 'expected one JSON object.'],
			['discarded', '', 'longer than 6291456 bytes.'],
			['accepted', 'b', undefined],
		]);
	});

	it('parses a line only when its event is asked for', () => {
		const texts: string[] = [];
		const watched = (text: string): Line => ({
			...line(1, undefined),
			get text() {
				texts.push(text);
				return text;
			},
		});

		const events = parseEvents([watched('{"messageId":"a"}'), watched('{"messageId":"b"}')]);
		const first = events.next();

		expect([first.value, texts]).to.deep.equal([{ messageId: 'a' }, ['{"messageId":"a"}']]);
	});

	it('sends nothing more once the key is refused', async () => {
		let calls = 0;
		const refuse: SendBatch = async (events) => {
			calls++;
			return Array.from(events, () => ({
				outcome: 'failed',
				reason: 'unauthorized',
				detail: '401',
				messageId: 'a',
				attempts: 1,
			}));
		};

		const results = await collect(refuse, [line(1, '{}')], [line(2, '{"messageId":7}')], [line(3, 'null')]);

		expect(calls).to.equal(1);
		expect(results.map(({ reason, messageId, attempts }) => [reason, messageId, attempts])).to.deep.equal([
			['unauthorized', 'a', 1],
			['unauthorized', '7', 0],
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

	it('counts outcomes and reasons, with the first line of each', () => {
		const tally = new Tally();

		tally.add(result('accepted'), 1);
		for (const line of [4, 9]) tally.add(result('discarded', 'malformed', 'expected one JSON object.'), line);

		expect(tally.summarize()).to.equal(
			'3 events: 1 accepted, 0 skipped, 2 discarded, 0 failed\n  discarded: malformed 2, first in line 4: expected one JSON object.',
		);
	});

	it('keeps details that are unlike apart, the most frequent first, and takes numbers for one kind', () => {
		const tally = new Tally();

		tally.add(result('discarded', 'expired', 'timestamp_ms: 8.2 days old.'), 1);
		tally.add(result('discarded', 'malformed', 'id: expected a text.'), 2);
		for (const line of [3, 4]) tally.add(result('discarded', 'malformed', 'event: expected an object.'), line);
		tally.add(result('discarded', 'expired', 'timestamp_ms: 9.1 days old.'), 5);

		expect(tally.summarize().split('\n').slice(1)).to.deep.equal([
			'  discarded: expired 2, first in line 1: timestamp_ms: 8.2 days old.',
			'  discarded: malformed 3',
			'    2, first in line 3: event: expected an object.',
			'    1, first in line 2: id: expected a text.',
		]);
	});

	it('shows names that were probably meant to be others before those that come more often', () => {
		const tally = new Tally();

		for (let line = 1; line <= 50; line++)
			tally.add(result('skipped', 'event_not_mapped', `${line % 2 ? 'Quiz' : 'Video'} is not mapped.`), line);
		tally.add(result('skipped', 'event_not_mapped', 'Order Placed is not mapped. Did you mean Order Completed?'), 51);

		expect(tally.summarize().split('\n')[2]).to.include('1, first in line 51: Order Placed');
	});

	it('tells of accepted events that OpenAI did not confirm', () => {
		const tally = new Tally();

		tally.add(result('accepted', undefined, 'unconfirmed'), 3);

		expect(tally.summarize()).to.include('  accepted: unconfirmed 1, first in line 3');
	});

	it('counts the verdicts of accepted events, and says so if none carries the click', () => {
		const tally = new Tally();
		const accepted = (attribution: 'attributable' | 'matchable' | 'weak') =>
			({ ...result('accepted'), attribution }) as EventResult;

		for (let line = 1; line <= 92; line++) tally.add(accepted('matchable'), line);
		tally.add(accepted('weak'), 93);
		const before = tally.summarize();
		tally.add(accepted('attributable'), 94);

		expect(before).to.include('attribution: 0 attributable, 92 matchable, 1 weak, 0 none');
		expect(before).to.include('No accepted event carries the ad click');
		expect(tally.summarize()).to.include('1 attributable').and.not.to.include('No accepted event');
	});

	it('counts notes by kind, each event once, with the first line, and the everyday ones apart', () => {
		const tally = new Tally();
		const noted = (...paths: string[]) =>
			({ ...result('accepted'), notes: paths.map((path) => ({ path, message: 'left out.' })) }) as EventResult;

		tally.add(noted('action_source'), 1);
		tally.add(noted('data.contents[0].id', 'data.contents[7].id'), 2);
		tally.add(noted('data.amount'), 3);
		tally.add(noted('data.amount'), 4);

		expect(tally.summarize().split('\n').slice(1)).to.deep.equal([
			'  left out or assumed: 3',
			'    2, first in line 3: data.amount: left out.',
			'    1, first in line 2: data.contents[].id: left out.',
			'  everyday notes: 1, first in line 1: action_source: left out.',
		]);
	});

	it('stays bounded, and shows twenty kinds', () => {
		const tally = new Tally();

		for (let line = 1; line <= 5000; line++) {
			const name = String.fromCodePoint(0x4e00 + line);
			tally.add(result('skipped', 'event_not_mapped', name), line);
		}

		const lines = tally.summarize().split('\n');
		expect([lines.length, lines[1], lines[2], lines.at(-1)]).to.deep.equal([
			23,
			'  skipped: event_not_mapped 5000',
			'    4000, first in line 1001: and other kinds',
			'    and 981 more kinds',
		]);
	});

	for (const [outcome, exitCode] of [
		['accepted', 0],
		['skipped', 0],
		['discarded', 1],
		['failed', 1],
	] as const) {
		it(`ends with ${exitCode} for ${outcome} events`, () => {
			const tally = new Tally();

			tally.add(result(outcome), 1);

			expect(tally.exitCode).to.equal(exitCode);
		});
	}
});
