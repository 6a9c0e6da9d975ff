/** Nothing is stored or sent without the visitor's consent, and nothing remains once they withdraw it. */

import { expect } from 'chai';
import { type BrowserOptions, type OpenAIAds, openAIAds } from '../../src/browser-plugin/index.js';
import { isAdvertising } from '../../src/destination/map/consent/advertising-categories.js';
import { useBrowser } from './a-page.js';
import { type AnEvent, anEvent, deepFreeze, opprefOf, run } from './an-event.js';

const SHOP = 'https://www.shop.test';
const LANDING = `${SHOP}/?oppref=abc`;

describe('openAIAds, asking for consent', () => {
	const browser = useBrowser();

	const traces = () => [
		...browser().cookiesNamed('_oaiads'),
		...(browser().stored(SHOP).has('_oaiads') ? ['stored'] : []),
	];

	for (const denial of ['false', '"false"', '0', '{"granted":false}', 'denied', 'DENIED']) {
		it(`obeys a pixel that stored ${denial}`, () => {
			browser().open(LANDING);
			browser().stored(SHOP).set('oaiq_consent', denial);

			expect(opprefOf(openAIAds())).to.equal(undefined);
			expect(traces()).to.deep.equal([]);
		});
	}

	for (const denial of ['false', '0', 'denied']) {
		it(`erases the click when the pixel stored ${denial}`, () => {
			browser().open(LANDING);
			opprefOf(openAIAds());
			browser().stored(SHOP).set('oaiq_consent', denial);

			expect(opprefOf(openAIAds())).to.equal(undefined);
			expect(traces()).to.deep.equal([]);
		});
	}

	const unclear = [
		'{"consent":true,"updated":"2026-11-22T10:00:00Z"}',
		'{"granted":true,"ts":1795341600000}',
		'{"ads":"granted","functional":false}',
		'{"granted":false}',
		'"false"',
		'DENIED',
		'granted;v=1.0',
		'true|0.5',
		'false,false',
		'constructor',
	];
	for (const text of unclear) {
		it(`does not know what ${text} of the pixel means: sends nothing and erases nothing`, () => {
			browser().open(LANDING);
			opprefOf(openAIAds());
			const kept = traces();
			browser().stored(SHOP).set('oaiq_consent', text);

			expect(opprefOf(openAIAds())).to.equal(undefined);
			expect(traces()).to.deep.equal(kept).and.not.to.deep.equal([]);
		});
	}

	for (const grant of ['true', '1', 'granted']) {
		it(`sends when the pixel stored ${grant}, in localStorage or its cookie`, () => {
			browser().open(LANDING);
			browser().addCookie(`__oaiq_consent=${grant}`);
			const byCookie = opprefOf(openAIAds());
			browser().stored(SHOP).set('oaiq_consent', grant);

			expect([byCookie, opprefOf(openAIAds())]).to.deep.equal(['abc', 'abc']);
		});
	}

	it("obeys the pixel's cookie too", () => {
		browser().open(LANDING);
		browser().addCookie('__oaiq_consent=false');

		expect(opprefOf(openAIAds())).to.equal(undefined);
	});

	it('sends when the pixel stored consent', () => {
		browser().open(LANDING);
		browser().stored(SHOP).set('oaiq_consent', 'true');

		expect(opprefOf(openAIAds())).to.equal('abc');
	});

	it('neither stores nor sends nor reads anything before grant(), with required', () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: 'required' });

		expect(run(plugin)).to.deep.equal(anEvent());
		expect(traces()).to.deep.equal([]);
		expect(browser().cookieReads).to.equal(0);
	});

	it('stores and sends an earlier click after grant()', () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: 'required' });
		opprefOf(plugin);
		browser().replaceState(`${SHOP}/checkout`);

		plugin.grant();

		expect(traces()).to.have.length(2);
		expect(opprefOf(plugin)).to.equal('abc');
	});

	it('treats an invalid option as required', () => {
		for (const consent of ['requierd', true, false, null, {}, { categories: undefined }]) {
			browser().open(LANDING);

			// Not a valid option, on purpose.
			expect(opprefOf(openAIAds({ consent } as unknown as BrowserOptions))).to.equal(undefined);
		}
	});

	it('erases everything on withdraw(), on all parent domains, and sends no click from then on', () => {
		browser().open(LANDING);
		browser().addCookie('_oaiads=stale;path=/');
		browser().addCookie('_oaiads=stale;path=/;domain=www.shop.test');
		const plugin = openAIAds();
		opprefOf(plugin);

		plugin.withdraw();

		expect(traces()).to.deep.equal([]);
		expect(opprefOf(plugin)).to.equal(undefined);
		expect(traces()).to.deep.equal([]);
	});

	it('takes the click from the URL again when consent is given again on the landing page', () => {
		browser().open(LANDING);
		const plugin = openAIAds();
		plugin.withdraw();

		plugin.grant();

		expect(opprefOf(plugin)).to.equal('abc');
	});

	it('sends no click in a second tab that was open when the first one withdrew', () => {
		browser().open(LANDING);
		const first = openAIAds();
		const second = openAIAds();
		opprefOf(second);

		first.withdraw();

		expect(opprefOf(second)).to.equal(undefined);
		expect(traces()).to.deep.equal([]);
	});

	it('lets grant() and withdraw() overrule the function', () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: () => false });

		plugin.grant();

		expect(opprefOf(plugin)).to.equal('abc');
	});

	it('calls the function for every event: yes, no and erase, not known yet and change nothing', () => {
		let answer: boolean | undefined;
		browser().open(LANDING);
		const plugin = openAIAds({ consent: () => answer });

		expect(opprefOf(plugin)).to.equal(undefined);
		answer = true;
		expect(opprefOf(plugin)).to.equal('abc');
		answer = undefined;
		expect(opprefOf(plugin)).to.equal(undefined);
		expect(traces()).to.have.length(2);
		answer = false;
		expect(opprefOf(plugin)).to.equal(undefined);
		expect(traces()).to.deep.equal([]);
	});

	it('treats a function that throws as not known yet', () => {
		browser().open(LANDING);
		const plugin = openAIAds({
			consent: () => {
				throw new Error('The consent manager is not there.');
			},
		});

		expect(opprefOf(plugin)).to.equal(undefined);
	});

	it('does not wait for a promise, stores as soon as it resolves to yes, and sends from then on', async () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: async () => true });

		expect(opprefOf(plugin)).to.equal(undefined);
		browser().replaceState(`${SHOP}/checkout`);
		await settled();

		expect(traces()).to.have.length(2);
		expect(opprefOf(plugin)).to.equal('abc');
	});

	it('erases when a later promise says no, and ignores one that fails', async () => {
		const answers = [Promise.resolve(true), Promise.reject(new Error('offline')), Promise.resolve(false)];
		browser().open(LANDING);
		const plugin = openAIAds({ consent: () => answers.shift() ?? Promise.resolve(false) });
		opprefOf(plugin);
		await settled();
		expect(traces()).to.have.length(2);

		opprefOf(plugin);
		await settled();

		expect(traces()).to.deep.equal([]);
	});
});

describe('openAIAds, reading consent stamps', () => {
	const browser = useBrowser();

	function sends(context: AnEvent, consent?: BrowserOptions['consent']): boolean {
		browser().open(LANDING);
		return opprefOf(openAIAds(consent === undefined ? {} : { consent }), anEvent({ context })) === 'abc';
	}
	const segment = (categoryPreferences: unknown) => ({ consent: { categoryPreferences } });
	const rudder = (allowedConsentIds?: unknown, deniedConsentIds?: unknown) => ({
		consentManagement: { allowedConsentIds, deniedConsentIds },
	});
	const ads = { categories: ['Advertising'] };

	const rows: [claim: string, context: AnEvent, consent: BrowserOptions['consent'], expected: boolean][] = [
		['sends without a stamp by default', {}, undefined, true],
		['sends when all is granted', segment({ Advertising: true, Analytics: true }), undefined, true],
		['does not send when any category is denied and none was chosen', segment({ A: true, B: false }), undefined, false],
		["does not send when RudderStack's stamp denies anything", rudder(['A'], ['B']), undefined, false],
		["sends when RudderStack's stamp denies nothing", rudder(['A'], []), undefined, true],
		['sends when the category is granted', segment({ Advertising: true, Analytics: false }), ads, true],
		['does not send when the category is denied', segment({ Advertising: false, Analytics: true }), ads, false],
		['does not send when the category is not in the stamp', segment({ Analytics: true }), ads, false],
		['does not send without a stamp when categories are required', {}, ads, false],
		["sends when RudderStack's stamp allows the category", rudder(['Advertising'], ['B']), ads, true],
		["does not send when RudderStack's stamp denies it", rudder(['B'], ['Advertising']), ads, false],
		[
			'does not send when only one of two stamps grants',
			{ ...segment({ Advertising: true }), ...rudder([], ['Advertising']) },
			ads,
			false,
		],
		['does not send on a stamp that cannot be read', segment({ Advertising: 'yes' }), ads, false],
	];
	for (const [claim, context, consent, expected] of rows) {
		it(claim, () => {
			expect(sends(context, consent)).to.equal(expected);
		});
	}

	it('keeps the click in memory until a stamp comes, and erases when one denies', () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: ads });
		opprefOf(plugin);
		browser().replaceState(`${SHOP}/checkout`);

		expect(opprefOf(plugin, anEvent({ context: segment({ Advertising: true }) }))).to.equal('abc');
		opprefOf(plugin, anEvent({ context: segment({ Advertising: false }) }));

		expect(opprefOf(plugin, anEvent({ context: segment({ Advertising: true }) }))).to.equal(undefined);
		expect(browser().cookiesNamed('_oaiads')).to.deep.equal([]);
	});

	it("does not change the caller's stamps", () => {
		const context = rudder(['Advertising'], []);
		sends({ ...context, ...segment({ X: true }) }, ads);

		expect(context).to.deep.equal(rudder(['Advertising'], []));
	});
});

describe('openAIAds, stamping a denial', () => {
	const browser = useBrowser();
	const DENIED = { openAI: { consent: 'denied' } };

	const providersOf = (plugin: OpenAIAds, event?: AnEvent) => run(plugin, event)['context'].providers;
	const preferences = (categoryPreferences: object) => anEvent({ context: { consent: { categoryPreferences } } });

	it('stamps every call after withdraw(), and none after grant()', () => {
		browser().open(LANDING);
		const plugin = openAIAds();
		const methods = ['track', 'page', 'identify', 'screen', 'group', 'alias'] as const;
		const stamps = () => methods.map((method) => run(plugin, anEvent(), method)['context'].providers);

		plugin.withdraw();
		const denied = stamps();
		plugin.grant();

		expect(denied).to.deep.equal(methods.map(() => DENIED));
		expect(stamps()).to.deep.equal(methods.map(() => ({ openAI: { oppref: 'abc' } })));
	});

	for (const consent of ['false', '0', 'denied']) {
		it(`stamps when the pixel stored ${consent}`, () => {
			browser().open(LANDING);
			browser().stored(SHOP).set('oaiq_consent', consent);

			expect(providersOf(openAIAds())).to.deep.equal(DENIED);
		});
	}

	for (const text of ['{"granted":false}', 'DENIED', '']) {
		it(`does not stamp when the pixel stored ${text || 'nothing'}`, () => {
			browser().open(SHOP);
			browser().stored(SHOP).set('oaiq_consent', text);

			expect(providersOf(openAIAds())).to.equal(undefined);
		});
	}

	it('stamps when the function says no, or a promise of it has, and not while it is not known', async () => {
		let answer: boolean | undefined | Promise<boolean>;
		browser().open(LANDING);
		const plugin = openAIAds({ consent: () => answer });
		const before = providersOf(plugin);
		answer = false;
		const afterNo = providersOf(plugin);
		answer = Promise.resolve(false);
		const whileItWaits = providersOf(plugin);
		await settled();

		expect([before, afterNo, whileItWaits, providersOf(plugin)]).to.deep.equal([undefined, DENIED, undefined, DENIED]);
	});

	it('does not stamp while it waits for grant()', () => {
		browser().open(LANDING);

		expect(providersOf(openAIAds({ consent: 'required' }))).to.equal(undefined);
		expect(providersOf(openAIAds({ consent: 'required' }), preferences({ Analytics: false }))).to.equal(undefined);
	});

	it('stamps when the stamp of the event denies the category', () => {
		browser().open(LANDING);
		const plugin = openAIAds({ consent: { categories: ['Ads for you'] } });

		expect(providersOf(plugin, preferences({ 'Ads for you': false }))).to.deep.equal(DENIED);
		expect(providersOf(plugin, preferences({ Analytics: false }))).to.equal(undefined);
	});

	for (const name of [
		'Advertising',
		'advertisement',
		'Targeting Cookies',
		'Marketing',
		'ads',
		'ad_storage',
		'C0004',
		'targeted_advertising',
	]) {
		it(`without categories, stamps when ${name} is denied`, () => {
			browser().open(LANDING);

			expect(providersOf(openAIAds(), preferences({ [name]: false, Analytics: true }))).to.deep.equal(DENIED);
			expect(isAdvertising(name)).to.equal(true);
		});
	}

	for (const name of ['Analytics', 'email_marketing', 'Functional', 'C0002', 'threads', 'adaptive']) {
		it(`without categories, leaves it to the server when only ${name} is denied`, () => {
			browser().open(LANDING);

			expect(providersOf(openAIAds(), preferences({ [name]: false, Advertising: true }))).to.equal(undefined);
		});
	}

	it('takes away the references that an event has, and leaves the providers of others and the caller alone', () => {
		browser().open(LANDING);
		const providers = { openAI: { oppref: 'stale', obref: 'stale' }, acme: { id: 1 } };
		const event = deepFreeze(anEvent({ context: { providers } }));
		const plugin = openAIAds();
		plugin.withdraw();

		expect(plugin.track({ event: { ...event } }).event)
			.to.have.nested.property('context.providers')
			.deep.equal({ ...DENIED, acme: { id: 1 } });
	});

	it('still reports Global Privacy Control', () => {
		browser().open(LANDING, { gpc: true });
		const plugin = openAIAds({ consent: () => false });

		expect(run(plugin)['context']).to.deep.equal({ providers: DENIED, privacy: { gpc: true } });
	});
});

/** Runs the callbacks of promises that have settled. */
function settled(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
