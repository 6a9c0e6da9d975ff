/** Source middleware passes every event on, once and without delay. */

import { expect } from 'chai';
import { openAIAdsMiddleware } from '../../src/browser-plugin/index.js';
import { useBrowser } from './a-page.js';
import { type AnEvent, anEvent, deepFreeze } from './an-event.js';

describe('openAIAdsMiddleware', () => {
	const browser = useBrowser();

	function pass(middleware: ReturnType<typeof openAIAdsMiddleware>, payload: unknown): unknown[] {
		const passed: unknown[] = [];
		middleware({ payload: payload as { obj: object }, next: (next) => passed.push(next) }); // Or not, on purpose.
		return passed;
	}

	it('enriches the event and passes the same payload on, once', () => {
		browser().open('https://www.shop.test/?oppref=abc');
		const payload = { obj: anEvent() as AnEvent };

		const passed = pass(openAIAdsMiddleware(), payload);

		expect(passed).to.have.length(1);
		expect(passed[0]).to.equal(payload);
		expect(payload.obj['context'].providers.openAI.oppref).to.equal('abc');
	});

	for (const payload of [undefined, null, {}, { obj: null }, { obj: deepFreeze(anEvent()) }]) {
		it(`passes ${JSON.stringify(payload)} on, once`, () => {
			browser().open('https://www.shop.test/?oppref=abc');

			expect(pass(openAIAdsMiddleware(), payload)).to.deep.equal([payload]);
		});
	}

	it('stores the click when the visitor leaves before any event', () => {
		browser().open('https://www.shop.test/?oppref=abc');
		openAIAdsMiddleware();

		browser().dispatch('pagehide');

		expect(browser().cookiesNamed('_oaiads')).to.have.length(1);
	});

	it('has the same controls as the plugin', () => {
		browser().open('https://www.shop.test/?oppref=abc');
		const middleware = openAIAdsMiddleware({ domains: ['pay.test'] });
		expect(middleware.decorate('https://pay.test/')).to.equal('https://pay.test/?oppref=abc');

		middleware.withdraw();

		expect(browser().cookiesNamed('_oaiads')).to.deep.equal([]);
	});

	it('stamps a denial into the event', () => {
		browser().open('https://www.shop.test/?oppref=abc');
		const payload = { obj: anEvent() as AnEvent };

		pass(openAIAdsMiddleware({ consent: () => false }), payload);

		expect(payload.obj['context'].providers).to.deep.equal({ openAI: { consent: 'denied' } });
	});
});
