import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { anOrderBy, aTrackEvent, digestOf, mapped, notedPaths } from '../../builders.js';

interface Vector {
	readonly field: 'phone' | 'email' | 'external_id' | 'first_name' | 'last_name';
	readonly raw: string;
	readonly sha256: string | null;
}

const VECTORS: readonly Vector[] = JSON.parse(
	readFileSync(new URL('../../data/hash-vectors.json', import.meta.url), 'utf8'),
);
const LISTS = {
	phone: ['phone', 'phone_numbers_sha256'],
	email: ['email', 'emails_sha256'],
	first_name: ['firstName', 'first_names_sha256'],
	last_name: ['lastName', 'last_names_sha256'],
} as const;
const HASH = digestOf('jane@shop.example');

/** The list that one trait is mapped to, if any. */
function listOf(field: keyof typeof LISTS, value: unknown, settings = {}): unknown {
	const [trait, list] = LISTS[field];
	return mapped(anOrderBy({ [trait]: value }), settings).user?.[list];
}

describe('mapEvent, hash vectors', () => {
	for (const { field, raw, sha256 } of VECTORS) {
		it(`${sha256 === null ? 'drops' : 'hashes'} ${field} ${JSON.stringify(raw)}`, () => {
			const expected = sha256 === null ? undefined : [sha256];

			const digests =
				field === 'external_id' ? mapped(aTrackEvent({ userId: raw })).user.external_ids_sha256 : listOf(field, raw);

			expect(digests).to.deep.equal(expected);
		});
	}

	it('hashes the digests that the documentation prints', () => {
		expect(listOf('phone', '+1 (415) 555-2671')).to.deep.equal([
			'758fbf68945f21c416814c539ab578876c8d98fb69e6da692def92cd52417fe0',
		]);
		expect(mapped(aTrackEvent({ userId: 'customer_123' })).user.external_ids_sha256).to.deep.equal([
			'18f69bcd2f9cc9c38195e722b2a5590429840ea5090971d2256e026926e55fa1',
		]);
	});
});

describe('mapEvent, hashed match keys', () => {
	const normal: readonly (readonly [field: keyof typeof LISTS, raw: unknown, normal: string])[] = [
		['email', 'Jane.Doe+Shop@GMAIL.com', 'jane.doe+shop@gmail.com'],
		['email', '\tJOSÉ@EXAMPLE.ES\n', 'josé@example.es'],
		['email', 'jose\u0301@example.es', 'josé@example.es'],
		['phone', '0014155552671', '14155552671'],
		['phone', '14155552671', '14155552671'],
		['phone', 14155552671, '14155552671'],
		['phone', '+49 (0) 30-1234567', '49301234567'],
		['phone', '0049 (0)30 1234567', '49301234567'],
		['phone', '+39 (0)6 1234 5678', '390612345678'],
		['phone', '+1/415/5552671', '14155552671'],
		['phone', '+49 30/1234567', '49301234567'],
		['phone', 'tel:+1-415-555-2671', '14155552671'],
		['phone', '+1 415\u2011555\u20122671', '14155552671'],
		['phone', '+1 415 555\u22122671', '14155552671'],
		['phone', '\u202a+\u200e1 415 555 2671\u202c', '14155552671'],
		['phone', '+12345678', '12345678'],
		['phone', '+123456789012345', '123456789012345'],
		['first_name', 'Mary Jane', 'maryjane'],
		['first_name', 'Zoe\u0308', 'zoë'],
		['first_name', '李', '李'],
		['last_name', "O'Connor", 'oconnor'],
		['last_name', 'Müller-Lüdenscheidt', 'müllerlüdenscheidt'],
		['last_name', 'D’Angelo', 'd’angelo'],
		['last_name', '\u00a0van\u2003Dyke.', 'vandyke'],
	];
	for (const [field, raw, text] of normal) {
		it(`hash ${field} ${JSON.stringify(raw)} as ${text}`, () => {
			expect(listOf(field, raw)).to.deep.equal([digestOf(text)]);
		});
	}

	const useless: readonly (readonly [field: keyof typeof LISTS, raw: unknown])[] = [
		...[
			'foo',
			'',
			' ',
			'a@b@c.de',
			'a b@c.de',
			'@shop.example',
			'jane@',
			'jane@localhost',
			5,
			true,
			{},
			[[]],
			`${'x'.repeat(400)}@a.de`,
		].map((raw) => ['email', raw] as const),
		...[
			'+1 (555) 123-4567 ext. 89',
			'ext. 89',
			'+1234567',
			'+1234567890123456',
			'++14155552671',
			'+',
			'000',
			'4155552671',
			'07911 123456',
			{},
			'+49 30 1234567/68',
			'tel:+1-415-555-2671;ext=89',
			'tel:',
		].map((raw) => ['phone', raw] as const),
		...['', '  ', '...', 5, {}, [null]].map((raw) => ['first_name', raw] as const),
	];
	for (const [field, raw] of useless) {
		it(`cost only themselves, with a note: ${field} ${JSON.stringify(raw).slice(0, 40)}`, () => {
			const event = anOrderBy({ [LISTS[field][0]]: raw, address: { city: 'Berlin' } });

			expect(mapped(event).user).to.deep.equal({ cities: ['Berlin'] });
			expect(notedPaths(event)).to.include(`user.${field}`);
		});
	}

	it('take a digest as already hashed, in lower case', () => {
		expect(listOf('email', ` ${HASH.toUpperCase()} `)).to.deep.equal([HASH]);
		expect(listOf('phone', HASH)).to.deep.equal([HASH]);
	});

	it('take no digest of an empty text, which every field that nobody filled in has', () => {
		const nothing = digestOf('');

		for (const [list, raw] of [
			['email', nothing],
			['phone', nothing.toUpperCase()],
			['first_name', nothing],
		] as const) {
			expect(mapped(anOrderBy({ [list]: raw, city: 'Berlin' })).user, list).to.deep.equal({ cities: ['Berlin'] });
		}
	});

	it('are unique, at most three, the most trusted first', () => {
		const traits = { email: 'a@shop.example', emails: ['A@shop.example', 'foo', 'b@shop.example'] };
		const context = { page: {}, traits: { email: 'c@shop.example', emails: ['d@shop.example'] } };

		const { user } = mapped(aTrackEvent({ traits, context }));

		expect(user.emails_sha256).to.deep.equal(['a', 'b', 'c'].map((name) => digestOf(`${name}@shop.example`)));
	});

	it('count a value and its own digest once', () => {
		expect(listOf('email', ['jane@shop.example', HASH])).to.deep.equal([HASH]);
	});

	const callingCodes: readonly (readonly [code: string, raw: string, normal: string])[] = [
		['44', '07911 123456', '447911123456'],
		['1', '(415) 555-2671', '14155552671'],
		['39', '06 1234 5678', '390612345678'],
		['49', '+1 415 555 2671', '14155552671'],
		['55', '(11) 91234-5678', '5511912345678'],
		['86', '138 1234 5678', '8613812345678'],
		['49', '1512 34567890', '49151234567890'],
		['49', '(0)30 1234567', '49301234567'],
		['49', '49 (0)30 1234567', '49301234567'],
		['1', '4155552671', '14155552671'],
		['1', '1 415 555 2671', '14155552671'],
		['41', '0041 44 668 18 00', '41446681800'],
		['41', '044 668 18 00', '41446681800'],
	];
	for (const [defaultCallingCode, raw, text] of callingCodes) {
		it(`read ${raw} as ${text} with defaultCallingCode ${defaultCallingCode}`, () => {
			expect(listOf('phone', raw, { defaultCallingCode })).to.deep.equal([digestOf(text)]);
		});
	}

	for (const event of ['Order Completed', 'Checkout Started', 'Lead Generated', 'Signed Up']) {
		it(`are the buyer's in the properties of ${event}`, () => {
			const { user } = mapped(
				aTrackEvent({ event, properties: { email: 'jane@shop.example', phone: '+14155552671' } }),
			);

			expect(user).to.deep.equal({ emails_sha256: [HASH], phone_numbers_sha256: [digestOf('14155552671')] });
		});
	}

	for (const event of ['Product Viewed', 'Product Added', 'Trial Started', 'Application Opened']) {
		it(`are not read from the properties of ${event}`, () => {
			expect(mapped(aTrackEvent({ event, properties: { email: 'jane@shop.example' } }))).not.to.have.property('user');
		});
	}
});
