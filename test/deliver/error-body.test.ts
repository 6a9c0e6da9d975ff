import { expect } from 'chai';
import { maskValues, parseErrorBody } from '../../src/destination/deliver/error-body.js';
import { growth } from '../growth.js';

const keep = (text: string) => text;

describe('maskValues', () => {
	const rows: readonly (readonly [text: string, masked: string])[] = [
		["emails_sha256[0]: 'a@b.c' is no digest", 'emails_sha256[0]: … is no digest'],
		['got "Bob Smith" and `secret`', 'got … and …'],
		['bob@example.com is no digest', '… is no digest'],
		['https://shop.example/?oppref=x is too long', '… is too long'],
		['oppref gAAAAABp6Js_1_aZ4kPq is unknown', 'oppref … is unknown'],
		['call +1 (415) 555-2671 now', 'call … now'],
		['events[12].data.contents[0].amount must be an integer', 'events[12].data.contents[0].amount must be an integer'],
		['invalid_event: events[1].user.emails_sha256[0]', 'invalid_event: events[1].user.emails_sha256[0]'],
		['within the last 7 days, at most 1000 events', 'within the last 7 days, at most 1000 events'],
	];
	for (const [text, masked] of rows) {
		it(`makes ${JSON.stringify(masked)}`, () => {
			expect(maskValues(text)).to.equal(masked);
		});
	}
});

describe('parseErrorBody', () => {
	const summaries: readonly (readonly [claim: string, body: unknown, summary: string])[] = [
		['an error object', { error: { message: 'No.', param: 'events', code: 'bad' } }, 'bad: events: No.'],
		['an error text', { error: 'No.' }, 'No.'],
		['a top-level message', { message: 'No.' }, 'No.'],
		['an empty object', {}, ''],
		['an array', [1], ''],
		['an error that is a number', { error: 7 }, ''],
		['parts of other types', { error: { message: { a: 1 }, param: ['x'], code: 5 } }, ''],
		[
			'a message too long to be one',
			{ error: { message: 'x'.repeat(1001), param: 'events', code: 'bad' } },
			'bad: events',
		],
	];
	for (const [claim, body, summary] of summaries) {
		it(`reads ${claim}`, () => {
			expect(parseErrorBody(JSON.stringify(body), keep).summary).to.equal(summary);
		});
	}

	it('reads a body that is not JSON as empty', () => {
		expect(parseErrorBody('<html>', keep)).to.deep.include({ summary: '', namesPixel: false, isAnonymous: false });
	});

	it('bounds the summary', () => {
		const body = JSON.stringify({ error: { message: 'word '.repeat(199) } });

		expect(parseErrorBody(body, keep).summary).to.have.lengthOf(300);
	});

	it('prefers the details of an event', () => {
		const errors = [null, 'x', { param: 'events[2].id', message: 'first' }, { param: 'events[2]', message: 'second' }];
		const body = JSON.stringify({ error: { param: 'events[2]', message: 'top', errors } });

		const { byIndex } = parseErrorBody(body, keep);

		expect([...byIndex]).to.deep.equal([[2, 'events[2].id: first']]);
	});

	it('repeats only so much of an answer that names many events at length, and still knows them all', () => {
		const errors = Array.from({ length: 300 }, (_, index) => ({
			message: 'x'.repeat(1000),
			code: 'y'.repeat(1000),
			param: `events[${index}].${'z'.repeat(900)}`,
		}));
		let hidden = 0;
		const count = (text: string) => {
			hidden += text.length;
			return text;
		};

		const { byIndex } = parseErrorBody(JSON.stringify({ error: { errors } }), count);

		expect([byIndex.size, byIndex.get(299)]).to.deep.equal([
			300,
			'OpenAI named this event; the answer was too long to repeat.',
		]);
		expect(hidden).to.be.lessThan(50_001);
	});

	it('reads the first 2000 errors of an answer', () => {
		const errors = Array.from({ length: 2001 }, (_, index) => ({ param: `events[${index}]` }));

		expect(parseErrorBody(JSON.stringify({ error: { errors } }), keep).byIndex.size).to.equal(2000);
	});

	it('costs no more than its size for a hostile body of a megabyte', async () => {
		const reading = (bytes: number) => {
			const body = JSON.stringify({
				error: { message: '-'.repeat(bytes), param: '('.repeat(999), code: "'1".repeat(499) },
			});
			return () => parseErrorBody(body, keep);
		};

		expect(await growth(reading, 250_000, 1_000_000)).to.be.below(8);
	});
});
