import { expect } from 'chai';
import { aShop } from './a-shop.js';
import { barePage, npmPage } from './pages.js';
import { opprefOf } from './sent-event.js';

const CLICK = 'a%2Bb%3D';

describe('decorate()', () => {
	const shop = aShop();

	it('carries the click to a checkout on another domain, byte for byte', async () => {
		const checkout = shop.url('/pay?cart=7#form', 'pay.other.test');
		shop.serve('/', barePage(`const plugin = OpenAIAds.openAIAds({ domains: ['other.test'] }); clickOf(plugin);`));
		shop.serve('/pay', barePage('window.click = clickOf(OpenAIAds.openAIAds());'));
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url(`/?oppref=${CLICK}`));

		const link = await tab.evaluate(`plugin.decorate('${checkout}')`);
		const paying = await visitor.open(String(link));

		expect(await paying.evaluate('click')).to.equal(CLICK);
		expect(paying.url()).to.equal(shop.url(`/pay?cart=7&oppref=${CLICK}#form`, 'pay.other.test'));
	});

	it('does not change links to other domains, nor any link once consent is withdrawn', async () => {
		shop.serve('/', barePage(`const plugin = OpenAIAds.openAIAds({ domains: ['other.test'] }); clickOf(plugin);`));
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url(`/?oppref=${CLICK}`));
		const decorate = (link: string) => tab.evaluate(`plugin.decorate('${link}')`);

		const foreign = await decorate('https://another.test/');
		const alike = await decorate('https://not-other.test/');
		await tab.evaluate('plugin.withdraw()');
		const withdrawn = await decorate('https://pay.other.test/');

		expect([foreign, alike, withdrawn]).to.deep.equal([
			'https://another.test/',
			'https://not-other.test/',
			'https://pay.other.test/',
		]);
	});
});

describe('alsoWrite', () => {
	const shop = aShop();

	it('copies the click for another destination, but not when integrations.All is false', async () => {
		const script = `const plugin = OpenAIAds.openAIAds({ alsoWrite: ['properties.oppref', 'integrations.Other Ads.oppref'] });
			const analytics = AnalyticsBrowser.load({ ...settings, plugins: [plugin] });
			analytics.track('Open', { price: 5 });
			analytics.track('Closed', { price: 5 }, { integrations: { All: false, 'Segment.io': true } });`;
		shop.serve('/', npmPage({ script }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url(`/?oppref=${CLICK}`));
		const events = await shop.events(2);

		const byName = Object.fromEntries(events.map((event) => [event['event'], event]));
		expect(byName['Open']?.['properties']).to.deep.equal({ price: 5, oppref: CLICK });
		expect(byName['Open']?.['integrations']).to.deep.include({ 'Other Ads': { oppref: CLICK } });
		expect(byName['Closed']?.['integrations']).not.to.have.property('Other Ads');
		expect(events.map(opprefOf)).to.deep.equal([CLICK, CLICK]);
	});
});
