import { hash } from 'node:crypto';
import { expect } from 'chai';
import { BY_DESIGN, findReason } from '../../src/compare/by-design.js';
import type { FieldPair } from '../../src/compare/field-pair.js';

const sha = (text: string) => hash('sha256', text, 'hex');
const MINE = sha('U1');
const event = {
	type: 'track',
	userId: 'U1',
	anonymousId: 'a1',
	traits: { email: 'Jane@Shop.example', phone: '+1 (415) 555-2671' },
	properties: { products: [{ price: '19.99', quantity: 2 }, { price: 5 }], plan: 'pro' },
};

/** What each reason is the reason of; and the same with a value that it does not explain. */
const CASES: Readonly<
	Record<string, { path: string; ours?: unknown; theirs?: unknown; not?: unknown; more?: Partial<FieldPair> }>
> = {
	anonymous_external_id: { path: 'user.external_ids_sha256', ours: [MINE], theirs: [sha('a1')], not: [sha('a2')] },
	lower_case_external_id: { path: 'user.external_ids_sha256', ours: [MINE], theirs: [sha('u1')], not: [sha('u2')] },
	digest_of_digest: { path: 'user.emails_sha256', ours: [MINE], theirs: [sha(MINE)], not: [sha('x')] },
	raw_email_digest: {
		path: 'user.emails_sha256',
		ours: [MINE],
		theirs: [sha('Jane@Shop.example')],
		not: [sha('Jim@b.co')],
	},
	phone_with_sign: {
		path: 'user.phone_numbers_sha256',
		ours: [MINE],
		theirs: [sha('+14155552671')],
		not: [sha('+14155552672')],
	},
	more_values: { path: 'user.emails_sha256', ours: [MINE, 'b'], theirs: ['b'], not: ['c'] },
	case_of_places: { path: 'user.cities', ours: ['New York'], theirs: ['new york'], not: ['york'] },
	minted_obref: { path: 'user.obref', theirs: 'made-up', not: 'a1' },
	query_cut: {
		path: 'source_url',
		ours: 'https://a.example/x',
		theirs: 'https://a.example/x?y=1#z',
		not: 'https://a.example/y?y=1',
	},
	time_of_sending: { path: 'timestamp_ms', ours: 1_700_000_000_250, theirs: 1_700_000_000_000, not: 1_699_999_999_000 },
	major_units: { path: 'data.amount', ours: 12_999, theirs: 129.99, not: 129 },
	sum_of_lines: { path: 'data.amount', ours: 4000, theirs: 4498, not: 4499 },
	invented_currency: { path: 'data.currency', theirs: 'USD', more: { event } },
	case_of_currency: { path: 'data.currency', ours: 'USD', theirs: 'usd', not: 'EUR' },
	slug: { path: 'custom_event_name', ours: 'quiz_done', theirs: 'Quiz Done', not: 'Quiz Begun' },
	false_is_absent: { path: 'opt_out', theirs: false, not: true },
	content_type: { path: 'data.contents[].content_type', ours: ['product', 'product'], not: ['product'] },
	custom_property: { path: 'data.plan', theirs: 'pro', not: 'free' },
	name_of_integration: { path: 'integration_source', ours: 'a', theirs: 'b' },
	left_out: {
		path: 'user.emails_sha256',
		theirs: [sha('x')],
		more: { notes: [{ path: 'user.email', message: 'expected an e-mail address' }] },
	},
};

describe('a difference by design', () => {
	const reasonOf = (path: string, ours: unknown, theirs: unknown, more: Partial<FieldPair> = {}) =>
		findReason({ path, ours, theirs, event, notes: [], currency: 'USD', ...more });

	it('has an example for each reason', () => {
		expect(Object.keys(CASES)).to.have.members(BY_DESIGN.map(({ code }) => code));
	});

	for (const [code, { path, ours, theirs, not, more }] of Object.entries(CASES)) {
		it(`is ${code} for what the reason says`, () => {
			expect(reasonOf(path, ours, theirs, more)).to.equal(code);
		});

		if (not !== undefined) {
			it(`is not ${code} for another value`, () => {
				expect(reasonOf(path, ours, not, more)).to.equal(undefined);
			});
		}
	}

	it('is none without its note, its event or its currency', () => {
		expect(reasonOf('user.emails_sha256', undefined, [sha('x')])).to.equal(undefined);
		expect(reasonOf('data.currency', undefined, 'USD', { event: { properties: { currency: 'EUR' } } })).to.equal(
			undefined,
		);
		expect(reasonOf('data.amount', 100, 1, { currency: 'JPY' })).to.equal(undefined);
	});

	it('takes whatever is not what it should be', () => {
		for (const theirs of [null, {}, [], [{}], 'x', Number.NaN, true, [null]]) {
			for (const { path } of Object.values(CASES))
				reasonOf(path, 1, theirs, { event: { properties: { products: [null, 'x'] } } });
		}
	});
});
