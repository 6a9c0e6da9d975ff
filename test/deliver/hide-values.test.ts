import { expect } from 'chai';
import { createHide } from '../../src/destination/deliver/hide-values.js';
import { growth } from '../growth.js';
import { API_KEY, anItem } from './delivery-builders.js';

const OPPREF = 'gAAAAABp6Js_aZ4kPq';
const item = anItem('order-77', {
	type: 'order_created',
	source_url: 'https://shop.example/thanks',
	oppref: OPPREF,
	user: { cities: ['Berlin'], countries: ['DE'], postal_codes: ['10115'], user_agent: 'Mozilla/5.0 (X "11")' },
	data: {
		type: 'contents',
		amount: 129900,
		currency: 'EUR',
		contents: [{ id: '12', name: 'Type', quantity: 2, variant_dict: { Engraving: 'For Zoë' } }],
	},
});
const hide = createHide([anItem('m0'), item], API_KEY);

describe('createHide', () => {
	const rows: readonly (readonly [claim: string, text: string, hidden: string])[] = [
		['a value in a sentence', 'events[1].user.cities[0]: Berlin is no city', 'events[1].user.cities[0]: … is no city'],
		['a value in a path', 'events[1].data.order-77.oppref', 'events[1].data.….oppref'],
		['a value in another case', `${OPPREF.toUpperCase()} BERLIN`, '… …'],
		['a long value inside a word', `x${OPPREF}y`, 'x…y'],
		['a value as JSON escapes it', 'got Mozilla/5.0 (X \\"11\\") there', 'got … there'],
		['a key that the event chose', 'variant_dict.engraving is unknown', 'variant_dict.… is unknown'],
		['a value with marks', 'For Zoë is too long', '… is too long'],
		['a number of four digits or more', 'data.amount 129900 is odd', 'data.amount … is odd'],
		['the key', `Bearer ${API_KEY} is unknown`, 'Bearer … is unknown'],
		['two letters that are a word', 'countries[0]: DE, not de', 'countries[0]: …, not …'],
		['all of a longer value', 'https://shop.example/thanks', '…'],
	];
	for (const [claim, text, hidden] of rows) {
		it(`hides ${claim}`, () => {
			expect(hide(text)).to.equal(hidden);
		});
	}

	const kept = [
		'events[12].data.contents[0].type: expected one of order_created, contents',
		'Describe the code: a model, not a decoder.',
		'event_timestamp_ms must be within the last 7 days.',
		'missing_event_data_type',
	];
	for (const text of kept) {
		it(`keeps ${text}`, () => {
			expect(hide(text)).to.equal(text);
		});
	}

	it('hides the key even when the batch is not JSON', () => {
		const broken = createHide([anItem('m0', {}, { json: '{' })], API_KEY);

		expect(broken(`${API_KEY} Berlin`)).to.equal('… Berlin');
	});

	it('parses nothing before its first use', () => {
		const unread = anItem('m0');
		Object.defineProperty(unread, 'json', {
			get: () => {
				throw new Error('read');
			},
		});

		expect(() => createHide([unread], API_KEY)).not.to.throw();
	});

	it('costs four times as much for four times as many messages and events, not sixteen times', async () => {
		const hiding = (count: number) => {
			const batch = Array.from({ length: count }, (_, at) =>
				anItem(`node-next-${at}-57c5769b`, {
					oppref: `gAAAAABp6Js_${at}_aZ4kPq`,
					source_url: `https://shop.example/${at}`,
				}),
			);
			const messages = batch.map((_, at) => `events[${at}].oppref: gAAAAABp6Js_${at}_aZ4kPq is unknown. `.repeat(3));
			return () => messages.forEach(createHide(batch, API_KEY));
		};

		expect(await growth(hiding, 250, 1000)).to.be.below(8);
	});
});
