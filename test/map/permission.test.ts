import { expect } from 'chai';
import { anOrderBy, anOrderIn, aTrackEvent, endOf, mapNow, mapped, notedPaths, PAGE_URL } from '../builders.js';

describe('mapEvent, integrations', () => {
	const rows: readonly (readonly [integrations: unknown, end: string])[] = [
		[{ 'OpenAI Ads': false }, 'skipped: integration_disabled'],
		[{ All: false }, 'skipped: integration_disabled'],
		[{ All: true, 'OpenAI Ads': false }, 'skipped: integration_disabled'],
		[{ All: false, 'OpenAI Ads': true }, 'ok'],
		[{ All: false, 'OpenAI Ads': { oppref: 'x' } }, 'ok'],
		[{ All: true }, 'ok'],
		[{}, 'ok'],
		[null, 'ok'],
		['OpenAI Ads', 'ok'],
	];
	for (const [integrations, end] of rows) {
		it(`make it ${end} with ${JSON.stringify(integrations)}`, () => {
			expect(endOf(aTrackEvent({ integrations }))).to.equal(end);
		});
	}

	it('are looked up under integrationName', () => {
		const settings = { integrationName: 'ChatGPT' };

		expect(endOf(aTrackEvent({ integrations: { ChatGPT: false } }), settings)).to.equal(
			'skipped: integration_disabled',
		);
		expect(endOf(aTrackEvent({ integrations: { 'OpenAI Ads': false } }), settings)).to.equal('ok');
	});
});

describe('mapEvent, opt_out', () => {
	const rows: readonly (readonly [claim: string, context: object, settings: object, expected: true | undefined])[] = [
		['is set by Global Privacy Control', { privacy: { gpc: true } }, {}, true],
		['is set by its text', { privacy: { gpc: 'true' } }, {}, true],
		['is set by its number', { privacy: { gpc: 1 } }, {}, true],
		['is not set by a false signal', { privacy: { gpc: false } }, {}, undefined],
		['is not set by any other text', { privacy: { gpc: 'no' } }, {}, undefined],
		['is not set when gpc is off', { privacy: { gpc: true } }, { optOut: { gpc: false } }, undefined],
		['is set by a device that denied ad tracking', { device: { adTrackingEnabled: false } }, {}, true],
		['is not set by one that allows it', { device: { adTrackingEnabled: true } }, {}, undefined],
		[
			'is not set when adTracking is off',
			{ device: { adTrackingEnabled: false } },
			{ optOut: { adTracking: false } },
			undefined,
		],
		['is set by the path', { traits: { no_ads: 'TRUE' } }, { optOut: { path: 'context.traits.no_ads' } }, true],
		[
			'is set by any of the paths',
			{ traits: { b: 1 } },
			{ optOut: { path: ['context.traits.a', 'context.traits.b'] } },
			true,
		],
		['is absent by default', {}, {}, undefined],
	];
	for (const [claim, context, settings, expected] of rows) {
		it(claim, () => {
			expect(mapped(anOrderIn({ ...context }), settings).opt_out).to.equal(expected);
		});
	}

	for (const [claim, settings] of [
		['', {}],
		[', and adTracking is off', { optOut: { adTracking: false } }],
		[
			', and fieldMapping names it',
			{ fieldMapping: { 'user.android_advertising_id': 'context.device.advertisingId' } },
		],
	] as const) {
		it(`comes without the advertising id, with a note, if the device denies ad tracking${claim}`, () => {
			const device = { advertisingId: '38400000-8cf0-11bd-b23e-10b96e40000d', adTrackingEnabled: false };
			const event = anOrderIn({ os: { name: 'Android' }, device });

			expect(mapped(event, settings)).not.to.have.property('user');
			expect(notedPaths(event, settings)).to.deep.equal(['user.android_advertising_id']);
		});
	}

	it('keeps hashed keys unless stripUser is set', () => {
		const context = { page: { url: PAGE_URL }, privacy: { gpc: true }, ip: '203.0.113.7' };
		const event = { ...anOrderBy({}), userId: 'u1', traits: { email: 'jane@shop.example' }, context };

		expect(mapped(event).user).to.have.keys('emails_sha256', 'external_ids_sha256', 'ip_address');
		expect(mapped(event, { optOut: { stripUser: true } }).user).to.deep.equal({ ip_address: '203.0.113.7' });
	});
});

describe('mapEvent, requireIdentifier', () => {
	const nobody = anOrderIn({ ip: '203.0.113.7', userAgent: 'Mozilla/5.0', traits: { address: { city: 'Berlin' } } });

	it('skips an event with an IP, a user agent and a city only', () => {
		expect(endOf(nobody, { requireIdentifier: true })).to.equal('skipped: unattributable');
		expect(endOf(nobody)).to.equal('ok');
	});

	it('skips the listed types only', () => {
		const settings = { requireIdentifier: ['page_viewed' as const] };

		expect(endOf({ ...nobody, type: 'page' }, settings)).to.equal('skipped: unattributable');
		expect(endOf(nobody, settings)).to.equal('ok');
	});

	const identified: readonly (readonly [by: string, fields: object])[] = [
		['oppref', { properties: { oppref: 'x' } }],
		['obref', { properties: { obref: 'x' } }],
		['a hashed e-mail', { traits: { email: 'jane@shop.example' } }],
		['a hashed phone', { traits: { phone: '+14155552671' } }],
		['a userId', { userId: 'u1' }],
		[
			'an advertising id',
			{ context: { os: { name: 'Android' }, device: { advertisingId: '38400000-8cf0-11bd-b23e-10b96e40000d' } } },
		],
	];
	for (const [by, fields] of identified) {
		it(`sends an event that is identified by ${by}`, () => {
			expect(endOf(aTrackEvent({ ...fields }), { requireIdentifier: true })).to.equal('ok');
		});
	}

	for (const [by, fields] of [
		['a name', { traits: { firstName: 'Jane' } }],
		['an anonymousId', { anonymousId: 'a1' }],
	] as const) {
		it(`skips an event with ${by} only, which many people share or OpenAI does not know`, () => {
			expect(endOf(aTrackEvent({ ...fields }), { requireIdentifier: true })).to.equal('skipped: unattributable');
		});
	}

	it('says what is missing, without a value of the event', () => {
		const result = mapNow(nobody, { requireIdentifier: true });

		expect(JSON.stringify(result)).to.include('requireIdentifier').and.not.to.include('Berlin');
	});
});
