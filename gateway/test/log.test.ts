import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createLineWriter } from '../src/log-writer.js';
import { RepeatedLines } from '../src/repeated-lines.js';

describe('createLineWriter', () => {
	it('drops lines while nobody reads, never waits, and says how many once somebody does', async () => {
		const written: string[] = [];
		let read = () => {};
		const pipe = new Writable({
			highWaterMark: 10,
			write: (line, _encoding, done) => {
				written.push(String(line));
				read = done;
			},
		});
		const writer = createLineWriter(pipe, 20);

		for (let n = 0; n < 10; n++) writer.write(`line ${n}...\n`);
		for (let n = 0; n < 5; n++) {
			const done = read;
			read = () => {};
			done();
			await new Promise(setImmediate);
		}
		writer.write('after\n');

		expect(written.slice(0, 2)).to.deep.equal(['line 0...\n', 'line 1...\n']);
		expect(JSON.parse(written[2] ?? '')).to.include({ level: 'warn', dropped: 8 });
	});
});

describe('RepeatedLines', () => {
	const aLine = (fields: object, message = 'Refused.') => ({ level: 50, fields: { ...fields }, message });
	function aMinuteOfLines() {
		let nowMs = 0;
		const lines = new RepeatedLines(() => nowMs);
		return { lines, pass: (ms: number) => (nowMs += ms) };
	}

	it('lets one line a minute through for each cause, and tells those held back with their sum', () => {
		const { lines, pass } = aMinuteOfLines();

		const first = lines.lets(aLine({ reason: 'expired', count: 2 }));
		const others = [5, 5, 5].map((count) => lines.lets(aLine({ reason: 'expired', count })));
		const early = lines.takeHeldBack();
		pass(60_000);

		expect([first, ...others, early.length]).to.deep.equal([true, false, false, false, 0]);
		expect(lines.takeHeldBack()).to.deep.equal([aLine({ reason: 'expired', count: 15, repeated: 3 })]);
		expect(lines.lets(aLine({ reason: 'expired', count: 1 }))).to.equal(true);
	});

	it('tells what is held back when it is the last time', () => {
		const { lines } = aMinuteOfLines();
		for (let n = 0; n < 3; n++) lines.lets(aLine({}));

		expect(lines.takeHeldBack(true)).to.deep.equal([aLine({ repeated: 2 })]);
	});

	it('tells notes apart by what they say, and names that are not mapped by the name', () => {
		const { lines } = aMinuteOfLines();
		const causes = [
			aLine({ note: 'data.amount', detail: 'no currency' }),
			aLine({ note: 'data.amount', detail: 'no price' }),
			aLine({ note: 'user.email', detail: 'no price' }),
			aLine({ name: 'Order Placed' }),
			aLine({ name: 'Quiz Ended' }),
			aLine({ name: 'Quiz Ended' }),
		];

		expect(causes.map((line) => lines.lets(line))).to.deep.equal([true, true, true, true, true, false]);
	});

	it('tells causes apart by message, reason, route and error', () => {
		const { lines } = aMinuteOfLines();
		const causes = [
			aLine({ reason: 'a' }),
			aLine({ reason: 'b' }),
			aLine({ route: '/a' }),
			aLine({ err: new TypeError() }),
			aLine({ err: Object.assign(new Error(), { code: 'X' }) }),
			aLine({ reason: 'a' }, 'Failed.'),
		];

		expect(causes.map((line) => lines.lets(line))).to.deep.equal(causes.map(() => true));
	});
});
