import { expect } from 'chai';
import { aShop } from './a-shop.js';
import { barePage, npmPage, rudderStackPage } from './pages.js';
import { opprefOf } from './sent-event.js';

const SEGMENT = `const analytics = AnalyticsBrowser.load({ ...settings, plugins: [OpenAIAds.openAIAds()] }); analytics.page();`;
const RUDDERSTACK = 'OpenAIAds.openAIAdsForRudderStack(sdk); load(); sdk.page();';

/** Runs before the plugin is created. Analytics.js itself gives up in some of these. */
const BROKEN: Readonly<Record<string, string>> = {
	'document.cookie throws': `Object.defineProperty(document, 'cookie', { get() { throw new Error('no'); }, set() { throw new Error('no'); } });`,
	'localStorage throws': `Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });`,
	'localStorage is null': `Object.defineProperty(window, 'localStorage', { value: null });`,
	'localStorage is full': `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
	'Object.prototype has enumerable extras': 'Object.prototype.extra = function () {};',
	'Array.prototype has enumerable extras': 'Array.prototype.last = function () { return this[this.length - 1]; };',
	'navigator.globalPrivacyControl throws': `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get() { throw new Error('no'); } });`,
	'a cookie named like ours holds rubbish': `document.cookie = '_oaiads=%E0%A4%A'; document.cookie = '_oaiads_=1'; document.cookie = 'x';`,
	'localStorage holds rubbish of ours': `localStorage.setItem('_oaiads', '{"broken'.repeat(1000));`,
	'there are 150 cookies': `for (let i = 0; i < 150; i++) document.cookie = 'c' + i + '=' + 'x'.repeat(20);`,
};

describe('the browser plugin in a hostile page', () => {
	const shop = aShop();

	for (const [name, script] of Object.entries(BROKEN)) {
		it(`passes the click on and throws nothing where ${name}`, async () => {
			shop.serve('/', barePage(`${script} const plugin = OpenAIAds.openAIAds();`));
			const visitor = await shop.visitor();

			const tab = await visitor.open(shop.url('/?oppref=the-click'));

			expect(await tab.evaluate('[clickOf(plugin), clickOf(plugin)]')).to.deep.equal(['the-click', 'the-click']);
			await tab.evaluate(`plugin.withdraw(); plugin.grant(); plugin.decorate('https://shop.example/')`);
		});
	}

	it('works under a content security policy without unsafe-eval and unsafe-inline', async () => {
		const head = '<meta name="x">';
		for (const [path, page] of Object.entries({
			'/segment': npmPage({ script: SEGMENT, head }),
			'/rudderstack': rudderStackPage({ script: RUDDERSTACK, head }),
		})) {
			shop.serve(path, page.replaceAll('<script', '<script nonce="n0nce"'), {
				'content-security-policy':
					"default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; connect-src 'self'; require-trusted-types-for 'script'",
			});
		}
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/segment?oppref=the-click'));
		await shop.events(1);
		await visitor.open(shop.url('/rudderstack?oppref=the-click'));

		expect((await shop.events(2)).map(opprefOf)).to.deep.equal(['the-click', 'the-click']);
	});

	for (const value of [
		'undefined',
		'null',
		'"text"',
		'5',
		'[]',
		'{ consent: 5 }',
		'{ lifetimeDays: "x" }',
		'{ alsoWrite: "properties.oppref" }',
	]) {
		it(`lets events through when its options are ${value}`, async () => {
			shop.serve('/', barePage(`clickOf(OpenAIAds.openAIAds(${value})); window.isThrough = true;`));
			const visitor = await shop.visitor();

			const tab = await visitor.open(shop.url('/?oppref=the-click'));

			expect(await tab.evaluate('isThrough')).to.equal(true);
		});
	}

	it('lets the RudderStack SDK work where its methods are frozen', async () => {
		const script = `const frozen = Object.freeze(Object.create(sdk)); OpenAIAds.openAIAdsForRudderStack(frozen);
			for (const nothing of [undefined, null, {}, 5]) OpenAIAds.openAIAdsForRudderStack(nothing); load(); sdk.page();`;
		shop.serve('/', rudderStackPage({ script }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/?oppref=the-click'));

		expect(await shop.events(1)).to.have.length(1);
	});
});
