import { expect } from 'chai';
import { anOrderIn, aPageEvent, aTrackEvent, mapped, notedPaths } from '../../builders.js';

const openAI = (fields: object) => ({ providers: { openAI: fields } });

describe('mapEvent, oppref', () => {
	const verbatim = [
		'oppref_abc',
		'gAAAAABp%3D%3D',
		'a+b/c=',
		'gAAA==',
		' padded ',
		'ü😀',
		'%',
		'\u202e',
		'x'.repeat(2048),
		`${'%3D'.repeat(700)}`,
	];
	for (const oppref of verbatim) {
		it(`is sent byte for byte from the context: ${JSON.stringify(oppref).slice(0, 30)}`, () => {
			expect(mapped(anOrderIn(openAI({ oppref }))).oppref).to.equal(oppref);
		});
	}

	for (const oppref of [12_345, true, ['abc'], { a: 1 }, '', ' ', '\ud800', null, undefined]) {
		it(`is never ${JSON.stringify(oppref) ?? 'undefined'}`, () => {
			expect(mapped(anOrderIn(openAI({ oppref })))).not.to.have.property('oppref');
		});
	}

	it('leaves a note, and tries the next path, for a number', () => {
		const event = aTrackEvent({ context: openAI({ oppref: 12_345 }), properties: {} });

		expect(notedPaths(event)).to.include('oppref');
		expect(mapped({ ...event, properties: { oppref: 'abc' } }).oppref).to.equal('abc');
	});

	const page = {
		search: '?oppref=search',
		tab_url: 'https://a.example/?oppref=tab',
		url: 'https://a.example/?oppref=url',
	};
	const places: readonly (readonly [place: string, event: object])[] = [
		['slot', { context: openAI({ oppref: 'slot' }) }],
		['integration', { integrations: { 'OpenAI Ads': { oppref: 'integration' } } }],
		['context-integration', { context: { integrations: { 'OpenAI Ads': { oppref: 'context-integration' } } } }],
		['property', { properties: { oppref: 'property' } }],
		['search', { context: { page: { search: page.search } } }],
		['tab', { context: { page: { tab_url: page.tab_url } } }],
		['url', { context: { page: { url: page.url } } }],
		['deep-link', { properties: { url: 'shop://open?oppref=deep-link' } }],
	];
	places.forEach(([place], first) => {
		it(`is taken from the ${place} before all later places`, () => {
			const event = places
				.slice(first)
				.reduceRight((merged, [, part]) => merge(merged, part), aTrackEvent({ context: {} }));

			expect(mapped(event).oppref).to.equal(place);
		});
	});

	const urls: readonly (readonly [url: unknown, oppref: string | undefined])[] = [
		['https://shop.example/?oppref=abc', 'abc'],
		['https://shop.example/?a=1&oppref=abc&b=2', 'abc'],
		['https://shop.example/?oppref=gAAA%3D%3D#top', 'gAAA%3D%3D'],
		['https://shop.example/?oppref=a+b=', 'a+b='],
		['https://shop.example/#/cart?oppref=abc', 'abc'],
		['https://shop.example/#oppref=abc', 'abc'],
		['https://shop.example/?oppref=first&oppref=second', 'first'],
		['https://shop.example/?oppref=&oppref=second', 'second'],
		['https://shop.example/?olref=1&oppcref=2', undefined],
		['https://shop.example/?xoppref=abc', undefined],
		['https://shop.example/?OPPREF=abc', undefined],
		['https://shop.example/oppref=abc', undefined],
		['https://shop.example/?oppref=', undefined],
		['https://shop.example/?oppref', undefined],
		[['https://shop.example/?oppref=abc'], undefined],
		[5, undefined],
	];
	for (const [url, oppref] of urls) {
		it(`is ${oppref} in the URL ${JSON.stringify(url)}`, () => {
			expect(mapped(aPageEvent({ context: { page: { url } } })).oppref).to.equal(oppref);
		});
	}

	it('is found in a search without its question mark', () => {
		expect(mapped(aPageEvent({ context: { page: { search: 'oppref=abc' } } })).oppref).to.equal('abc');
	});

	it('does not stay behind in source_url', () => {
		const event = mapped(aPageEvent({ context: { page: { url: 'https://shop.example/p?oppref=abc' } } }));

		expect(event.source_url).to.equal('https://shop.example/p');
	});

	it('is looked up under the name of the integration', () => {
		const event = aTrackEvent({ integrations: { 'Ads, v1.0': { oppref: 'abc' }, 'OpenAI Ads': { oppref: 'other' } } });

		expect(mapped(event, { integrationName: 'Ads, v1.0' }).oppref).to.equal('abc');
	});
});

describe('mapEvent, obref', () => {
	const places: readonly object[] = [
		{ context: openAI({ obref: 'O-1' }) },
		{ integrations: { 'OpenAI Ads': { obref: 'O-1' } } },
		{ traits: { obref: 'O-1' } },
		{ context: { traits: { obref: 'O-1' } } },
		{ properties: { obref: 'O-1' } },
	];
	for (const place of places) {
		it(`is sent unchanged from ${JSON.stringify(place)}`, () => {
			expect(mapped(aTrackEvent({ ...place })).user.obref).to.equal('O-1');
		});
	}

	it('is sent for both generations of user keys', () => {
		expect(mapped(aTrackEvent({ traits: { obref: 'O-1' } }), { apiVersion: '2026-06' }).user).to.deep.equal({
			obref: 'O-1',
		});
	});

	for (const obref of ['', ' ', 5, {}, null]) {
		it(`is never ${JSON.stringify(obref)}, and never minted`, () => {
			expect(mapped(aTrackEvent({ traits: { obref } }))).not.to.have.property('user');
		});
	}
});

function merge(one: object, other: object): Record<string, unknown> {
	const merged: Record<string, unknown> = { ...one };
	for (const [key, value] of Object.entries(other)) {
		const known = merged[key];
		merged[key] =
			typeof known === 'object' && known !== null && typeof value === 'object' ? merge(known, value) : value;
	}
	return merged;
}

describe('mapEvent, clickParams', () => {
	const at = (url: string, clickParams: string[]) =>
		mapped(aPageEvent({ context: { page: { url } } }), { clickParams }).oppref;

	it('names the parameters that may carry the click, the first one present wins', () => {
		expect(at('https://a.example/?click_id=one', ['oppref', 'click_id'])).to.equal('one');
		expect(at('https://a.example/?click_id=one&oppref=two', ['oppref', 'click_id'])).to.equal('two');
		expect(at('https://a.example/?oppref=two', ['click_id'])).to.equal(undefined);
		expect(at('https://a.example/?oppref=two', [])).to.equal(undefined);
	});

	it('takes a name literally', () => {
		expect(at('https://a.example/?axb=one', ['a.b'])).to.equal(undefined);
		expect(at('https://a.example/?a.b=one%3D', ['a.b'])).to.equal('one%3D');
		expect(at('https://a.example/?xclick_id=one', ['click_id'])).to.equal(undefined);
	});

	it('goes on in the next URL if a parameter is empty', () => {
		const page = { search: '?click_id=', url: 'https://a.example/?click_id=one' };

		expect(mapped(aPageEvent({ context: { page } }), { clickParams: ['click_id'] }).oppref).to.equal('one');
	});
});
