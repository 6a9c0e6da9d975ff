import { expect } from 'chai';
import fc from 'fast-check';
import { admitAlone } from '../../src/destination/intake/admit.js';
import type { Admission } from '../../src/destination/intake/intake.js';
import { mappingOf } from '../../src/destination/map/compile-mapping.js';
import { sha256 } from '../../src/destination/primitives/sha256.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { aTrackEvent, NOW_MS, withValues } from '../builders.js';
import { runs } from '../runs.js';

/** For each value that nobody may lose quietly: where events have it, and where it goes. */
const WATCHED = [
	{ path: 'data.amount', inputs: ['properties.total'], sentAs: ['data', 'amount'] },
	{ path: 'data.currency', inputs: ['properties.currency'], sentAs: ['data', 'currency'] },
	{
		path: 'user.email',
		inputs: ['traits.email', 'context.traits.email', 'context.traits.emails', 'properties.email'],
		sentAs: ['user', 'emails_sha256'],
	},
	{
		path: 'user.phone',
		inputs: ['traits.phone', 'context.traits.phone', 'context.traits.phones', 'properties.phone'],
		sentAs: ['user', 'phone_numbers_sha256'],
	},
	{
		path: 'user.country',
		inputs: ['traits.address.country', 'context.traits.country', 'context.traits.address.country'],
		sentAs: ['user', 'countries'],
	},
] as const;

const value = fc.oneof(
	fc.constantFrom<unknown>(
		...['$49.99', '1,299.00', '49.99', 49.99, -5, Number.POSITIVE_INFINITY, Number.NaN, 'abc', true, {}, { a: 1 }],
		...['USD', 'usd', 'XXX', 'dollars', 'jane@shop.example', 'foo', '+14155552671', '030 1234567', 'ext. 89'],
		...['Narnia', 'DE', 'Germany', ['DE'], ['foo', 'bar'], ['foo', 'jane@shop.example'], 'x'.repeat(5000)],
	),
	fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
	fc.double(),
	fc.array(
		fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
		{ minLength: 1, maxLength: 30 },
	),
);
const NAMES = ['Order Completed', 'Product Viewed', 'Product Added', 'Checkout Started', 'Signed Up', 'Trial Started'];
const event = fc.record({
	call: fc.constantFrom('track', 'page'),
	name: fc.constantFrom(...NAMES, 'Application Opened', 'Quiz Ended'),
	values: fc.dictionary(fc.constantFrom(...WATCHED.flatMap(({ inputs }) => [...inputs])), value),
	/** Hundreds of notes of items must not crowd out the others. */
	badItems: fc.constantFrom(0, 1, 300),
});
const settings = fc.constantFrom<SettingsInput>(
	{ unmappedEvents: 'custom' },
	{ unmappedEvents: 'custom', defaultCurrency: 'EUR' },
	{ unmappedEvents: 'custom', defaultCallingCode: '49' },
	{ unmappedEvents: 'custom', amountFrom: ['revenue', 'total'] },
);

describe('An event that is sent without its total, e-mail, phone, country or currency', () => {
	it('has a note that names it', () => {
		fc.assert(
			fc.property(event, settings, ({ call, name, values, badItems }, input) => {
				const admission = admitAlone(build(call, name, values, badItems), mappingOf(input), {
					nowMs: () => NOW_MS,
					sha256,
				});

				expect(admission.item, JSON.stringify(admission.result)).not.to.equal(undefined);
				for (const { path, inputs, sentAs } of WATCHED) {
					if (!inputs.some((place) => Object.hasOwn(values, place)) || isSent(admission, sentAs)) continue;
					expect(admission.item?.notes?.map((note) => note.path)).to.include(path);
				}
			}),
			{ numRuns: runs(2000) },
		);
	});
});

function isSent({ item }: Admission, [parent, field]: readonly [string, string]): boolean {
	return JSON.parse(item?.json ?? '{}')[parent]?.[field] !== undefined;
}

function build(call: string, name: string, values: Readonly<Record<string, unknown>>, badItems: number): unknown {
	const products = Array.from({ length: badItems }, () => ({ product_id: {}, price: 'abc', quantity: 'many' }));
	const fields = badItems === 0 ? {} : { products };
	return withValues(aTrackEvent({ type: call, event: name, properties: fields }), values);
}
