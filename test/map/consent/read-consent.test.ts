/** Which events consent lets through, with each form of the setting, and what their results say. */

import { expect } from 'chai';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { anOrderIn, aTrackEvent, endOf, mapNow } from '../../builders.js';

const segment = (categoryPreferences: unknown) => ({ consent: { categoryPreferences } });
const rudder = (consentManagement: unknown) => ({ consentManagement });
const stamped = (consent: unknown) => ({ providers: { openAI: { consent } } });
const PLUGIN_SAYS = 'context.providers.openAI: `consent` is denied.';

function detailOf(context: object, settings: SettingsInput = {}): string | undefined {
	const result = mapNow(anOrderIn({ ...context }), settings);
	return result.ok ? undefined : result.detail;
}

describe('mapEvent, consent by default', () => {
	type Row = readonly [claim: string, context: object, end: 'ok' | 'skipped: consent_denied'];
	const DENIED = 'skipped: consent_denied';
	const rows: readonly Row[] = [
		['sends an event without a stamp', {}, 'ok'],
		['sends an event that grants advertising', segment({ Advertising: true, Analytics: false }), 'ok'],
		['sends an event that denies something else', segment({ Analytics: false, Functional: false }), 'ok'],
		['skips an event that denies advertising', segment({ Advertising: false, Analytics: true }), DENIED],
		['skips an event that denies it in words', segment({ ad_storage: 'denied', analytics_storage: 'granted' }), DENIED],
		['lets one denial outweigh grants of other names', segment({ marketing: true, ad_user_data: false }), DENIED],
		['sends an event whose category is neither true nor false', segment({ Advertising: 'maybe' }), 'ok'],
		['sends an event whose stamp is no object', segment('Advertising'), 'ok'],
		[
			"skips an event with a well-known name among RudderStack's denied ids",
			rudder({ deniedConsentIds: ['C0004'] }),
			DENIED,
		],
		[
			'lets a denied id outweigh the same allowed one',
			rudder({ allowedConsentIds: ['C0004'], deniedConsentIds: ['C0004'] }),
			DENIED,
		],
		['sends an event whose denied ids say nothing', rudder({ deniedConsentIds: ['7f3a', 5, null, {}] }), 'ok'],
		['sends an event that denies by something that is no list', rudder({ deniedConsentIds: 'C0004' }), 'ok'],
		[
			'lets one stamp deny what the other grants',
			{ ...segment({ Advertising: true }), ...rudder({ deniedConsentIds: ['ads'] }) },
			DENIED,
		],
		["skips an event with the browser plugin's stamp", stamped('denied'), DENIED],
		["sends an event with another text in the stamp's place", stamped('granted'), 'ok'],
		["sends an event with an object in the stamp's place", stamped({ denied: true }), 'ok'],
	];
	for (const [claim, context, end] of rows) {
		it(claim, () => {
			expect(endOf(anOrderIn({ ...context }))).to.equal(end);
			expect(endOf(anOrderIn({ ...context }), { consent: 'obey' })).to.equal(end);
		});
	}

	it('says which category denied it', () => {
		expect(detailOf(segment({ Analytics: false, 'Targeting Cookies': false }))).to.equal(
			'context.consent.categoryPreferences: `Targeting Cookies` is denied.',
		);
		expect(detailOf(rudder({ deniedConsentIds: ['1', 'Marketing'] }))).to.equal(
			'context.consentManagement.deniedConsentIds: `Marketing` is denied.',
		);
		expect(detailOf(stamped('denied'))).to.equal(PLUGIN_SAYS);
	});

	it('reads the first 500 categories, so that an event with many costs no time', () => {
		const many = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, false]));

		expect(endOf(anOrderIn(segment({ ...many(499), ads: false })))).to.equal(DENIED);
		expect(endOf(anOrderIn(segment({ ...many(500), ads: false })))).to.equal('ok');
		expect(endOf(anOrderIn(rudder({ deniedConsentIds: [...Object.keys(many(500)), 'ads'] })))).to.equal('ok');
	});

	it('comes before the question whether the event is mapped', () => {
		expect(endOf(aTrackEvent({ event: 'Cart Viewed', context: stamped('denied') }))).to.equal(DENIED);
		expect(endOf({ type: 'group', context: stamped('denied') })).to.equal(DENIED);
	});
});

describe('mapEvent, consent: false', () => {
	it("ignores every stamp but the browser plugin's", () => {
		const settings = { consent: false } as const;

		expect(
			endOf(anOrderIn({ ...segment({ Advertising: false }), ...rudder({ deniedConsentIds: ['C0004'] }) }), settings),
		).to.equal('ok');
		expect(endOf(anOrderIn(stamped('denied')), settings)).to.equal('skipped: consent_denied');
	});
});

const ADS = { consent: { requireCategories: ['ads'] } };

describe('mapEvent, required categories', () => {
	const rows: readonly (readonly [claim: string, context: object, end: 'ok' | 'skipped: consent_denied'])[] = [
		['sends an event with the category', segment({ ads: true }), 'ok'],
		['skips one without it', segment({ ads: false }), 'skipped: consent_denied'],
		['skips one that does not name it', segment({ analytics: true }), 'skipped: consent_denied'],
		['skips the text "true", since only true is consent', segment({ ads: 'true' }), 'skipped: consent_denied'],
		['skips 1', segment({ ads: 1 }), 'skipped: consent_denied'],
		['skips an event without a stamp', {}, 'skipped: consent_denied'],
		['skips a stamp that is not an object', segment('ads'), 'skipped: consent_denied'],
		['sends an event with an allowed id', rudder({ allowedConsentIds: ['ads'], deniedConsentIds: [] }), 'ok'],
		['sends an event with an id that is not denied', rudder({ deniedConsentIds: ['analytics'] }), 'ok'],
		['sends an event when both lists are empty', rudder({ allowedConsentIds: [], deniedConsentIds: [] }), 'ok'],
		['skips a denied id', rudder({ deniedConsentIds: ['ads'] }), 'skipped: consent_denied'],
		[
			'skips an id that is allowed and denied',
			rudder({ allowedConsentIds: ['ads'], deniedConsentIds: ['ads'] }),
			'skipped: consent_denied',
		],
		['skips an id that is not among the allowed', rudder({ allowedConsentIds: ['x'] }), 'skipped: consent_denied'],
		['skips a denial that is not a list', rudder({ deniedConsentIds: 'ads' }), 'skipped: consent_denied'],
		['skips an object with neither list', rudder({ provider: 'oneTrust' }), 'skipped: consent_denied'],
		[
			'skips when one of two stamps denies',
			{ ...segment({ ads: true }), ...rudder({ deniedConsentIds: ['ads'] }) },
			'skipped: consent_denied',
		],
	];
	for (const [claim, context, end] of rows) {
		it(claim, () => {
			expect(endOf(anOrderIn({ ...context }), ADS)).to.equal(end);
		});
	}

	it('needs every required category', () => {
		const settings = { consent: { requireCategories: ['ads', 'analytics'] } };

		expect(endOf(anOrderIn(segment({ ads: true })), settings)).to.equal('skipped: consent_denied');
		expect(endOf(anOrderIn(segment({ ads: true, analytics: true })), settings)).to.equal('ok');
	});

	it('does not find a category on the prototype', () => {
		expect(endOf(anOrderIn(segment({})), { consent: { requireCategories: ['constructor'] } })).to.equal(
			'skipped: consent_denied',
		);
	});

	it("obeys the browser plugin's stamp, whatever the categories say", () => {
		const context = { ...segment({ ads: true }), ...stamped('denied') };

		expect(mapNow(anOrderIn(context), ADS)).to.deep.include({ reason: 'consent_denied', detail: PLUGIN_SAYS });
	});

	it('says which category denied it, and never more than 64 characters of its name', () => {
		const long = 'x'.repeat(1000);

		expect(detailOf(segment({ ads: false }), ADS)).to.equal('context.consent.categoryPreferences: `ads` is denied.');
		expect(detailOf(rudder({ deniedConsentIds: ['ads'] }), ADS)).to.equal(
			'context.consentManagement.deniedConsentIds: `ads` is denied.',
		);
		expect(detailOf(segment({ [long]: false }), { consent: { requireCategories: [long] } })).to.equal(
			`context.consent.categoryPreferences: \`${'x'.repeat(64)}\` is denied.`,
		);
	});
});
