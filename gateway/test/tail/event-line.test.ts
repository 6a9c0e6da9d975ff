import { expect } from 'chai';
import { toEventLines } from '../../src/tail/event-line.js';
import type { Summary } from '../../src/tail/summary.js';
import { PLAIN } from '../../src/terminal/style.js';

const aSummary = (fields: Partial<Summary> = {}): Summary => ({
	key: '1',
	at: '2026-11-26T14:02:01.000Z',
	pixel: 'Shop US',
	type: 'order_created',
	name: 'Order Completed',
	id: '1000',
	messageId: 'm1',
	outcome: 'accepted',
	verdict: 'attributable',
	source: 'analytics.js',
	...fields,
});

const ended = (name: string, outcome: string, reason: string, short?: string) =>
	aSummary({ name, outcome, reason, type: undefined, verdict: undefined, note: 'A whole sentence.', short });

/** As the terminal has them at 80 columns, without the time. */
const GOLDEN: readonly (readonly [Summary, string])[] = [
	[
		aSummary({ name: 'Signed Up', type: 'registration_completed' }),
		'ok Signed Up > registration_completed   attributable',
	],
	[
		aSummary({ verdict: 'matchable', note: 'data.amount: left out.', short: 'no amount' }),
		'ok Order Completed > order_created      matchable    no amount',
	],
	[
		aSummary({ verdict: 'matchable', short: 'no click seen' }),
		'ok Order Completed > order_created      matchable    no click seen',
	],
	[
		ended('identify', 'skipped', 'profile_remembered', 'click, e-mail'),
		'-- identify                             remembered   click, e-mail',
	],
	[
		ended('page', 'skipped', 'consent_denied', 'C0004 is off'),
		'-- page                                 no consent   C0004 is off',
	],
	[
		aSummary({ outcome: 'discarded', reason: 'expired', short: '8.2 days old' }),
		'no Order Completed > order_created      expired      8.2 days old',
	],
	[ended('page', 'skipped', 'bot', 'Googlebot'), '-- page                                 bot          Googlebot'],
	[
		ended('Order Placed', 'skipped', 'event_not_mapped', 'Order Completed?'),
		'-- Order Placed                         not mapped   Order Completed?',
	],
	[
		aSummary({ name: 'page', type: 'page_viewed', verdict: 'weak', short: 'IP, agent only' }),
		'ok page > page_viewed                   weak         IP, agent only',
	],
	[
		aSummary({
			name: 'Checkout Started',
			type: 'checkout_started',
			outcome: 'waiting',
			reason: 'retries_exhausted',
			note: 'OpenAI answered 503.',
			short: '503, again in 4 s',
		}),
		'.. Checkout Started > checkout_started  waits        503, again in 4 s',
	],
];

describe('toEventLines', () => {
	const at80 = (summary: Summary, hasPixels = false) => toEventLines(summary, { style: PLAIN, width: 80, hasPixels });

	for (const [summary, line] of GOLDEN) {
		it(`prints ${line}`, () => {
			const [printed = '', ...rest] = at80(summary);

			expect([printed.slice(9), rest]).to.deep.equal([line, []]);
			expect(printed).to.match(/^\d\d:\d\d:01 /);
		});
	}

	it('is never wider than the terminal, whatever the texts', () => {
		const long = aSummary({
			name: 'n'.repeat(500),
			id: 'i'.repeat(500),
			note: `${'w'.repeat(300)} word`,
			verdict: 'v'.repeat(90),
		});

		for (const width of [40, 80, 99, 100, 120]) {
			for (const line of toEventLines(long, { style: PLAIN, width, hasPixels: true })) {
				expect(line.length, `${width}`).to.be.at.most(width);
			}
		}
	});

	it('shows the id and the whole note from 100 columns on', () => {
		const note = 'data.amount: left out because its currency is unknown. Set defaultCurrency.';

		const lines = toEventLines(aSummary({ note, short: 'no currency' }), {
			style: PLAIN,
			width: 100,
			hasPixels: false,
		});

		expect(lines[0]).to.include(' 1000 ');
		expect(lines[0]).to.match(/ no currency$/);
		expect(lines.slice(1)).to.deep.equal([`${' '.repeat(12)}${note}`]);
	});

	it('shows the whole note below the line of an event that is looked for', () => {
		const note =
			'data.amount: left out because its currency is unknown. Set defaultCurrency, or send properties.currency.';

		const lines = toEventLines(aSummary({ note, short: 'no currency' }), {
			...{ style: PLAIN, width: 80, hasPixels: false },
			isSearch: true,
		});

		expect(lines[0]).to.include(' no currency');
		expect(lines.slice(1).map((line) => line.slice(0, 12).trim())).to.deep.equal(['', '']);
		expect(
			lines
				.slice(1)
				.map((line) => line.trim())
				.join(' '),
		).to.equal(note);
		expect(lines.filter((line) => line.length > 80)).to.deep.equal([]);
	});

	it('shows a short note below the line too where a long name of the pixel cuts it', () => {
		const summary = aSummary({ pixel: 'the-shop-of-a-very-large-country', short: 'no currency' });

		for (const width of [80, 100]) {
			const lines = toEventLines(summary, { style: PLAIN, width, hasPixels: true, isSearch: true });
			expect(lines.slice(1), `${width}`).to.deep.equal([`${' '.repeat(12)}no currency`]);
		}
		const nameless = aSummary({ pixel: 'the-shop-of-a-very-large-country' });
		expect(toEventLines(nameless, { style: PLAIN, width: 80, hasPixels: true, isSearch: true })).to.have.length(1);
	});

	it('from 100 columns on tells how long it waits beside what OpenAI answered', () => {
		const waits = aSummary({
			outcome: 'waiting',
			reason: 'retries_exhausted',
			note: 'OpenAI answered 503.',
			short: '503, in 2 h',
		});

		const lines = toEventLines(waits, { style: PLAIN, width: 120, hasPixels: false });

		expect(lines.map((line) => line.slice(79).trim()).join(' ')).to.equal('503, in 2 h. OpenAI answered 503.');
	});

	it('leads the note with the pixel where there are several', () => {
		expect(at80(aSummary({ verdict: 'matchable', short: 'no click seen' }), true)[0]).to.include(
			'matchable    Shop US: ',
		);
	});

	it('lets no name move the cursor or change a colour', () => {
		const [line] = at80(aSummary({ name: '\u001b[2J\r\nfake\u202e', id: '\u0007' }));

		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
		expect(line).not.to.match(/[\u0000-\u001f\u202e]/);
	});
});
