/** The script of docs/recipes.md for Shopify's theme and its custom pixel, in Chromium. Shopify is not run. */

import { expect } from 'chai';
import { digestOf, mapped } from '../builders.js';
import { codeOf } from '../recipes/recipe-code.js';
import { aGateway } from './a-gateway.js';
import { aShop } from './a-shop.js';
import { theBrowser } from './chromium.js';

const CLICK = 'a%2Bb%3D';
const KEY = 'BROWSER-WRITE-KEY';

/** The event's fields that the pixel reads. (shopify.dev, Web Pixels API, `checkout_completed`, read 2026-11-27) */
const CHECKOUT = {
	id: 'sh-1',
	name: 'checkout_completed',
	clientId: 'client-1',
	timestamp: '2026-11-22T11:59:00.000Z',
	context: {
		document: { location: { href: 'https://shop.example/checkouts/thank-you?key=secret' } },
		navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' },
	},
	data: {
		checkout: {
			order: { id: '5001' },
			currencyCode: 'EUR',
			totalPrice: { amount: 59.9, currencyCode: 'EUR' },
			email: 'jane@shop.example',
			phone: null,
			lineItems: [
				{ title: 'Mug', quantity: 2, variant: { id: 'v-1', price: { amount: 29.95 }, product: { id: 'p-1' } } },
			],
		},
	},
};

describe("recipes: Shopify's theme and custom pixel", () => {
	const shop = aShop({ isWhole: true });
	const gateway = aGateway(() => [shop.origin], { env: { OPENAI_ADS_BROWSER_WRITE_KEY: KEY } });

	/** The pixel, with the API that Shopify documents in front of it; the cookies are the page's, asked for by message. */
	function aPixel(track: string): string {
		const code = codeOf('Shopify, a custom pixel', 'js')
			.replace('https://DATA-PLANE/v1/track', track)
			.replace('WRITE-KEY', KEY);
		return `
			const subscribers = {};
			const analytics = { subscribe: (name, callback) => { subscribers[name] = callback; } };
			const browser = { cookie: { get: (name) => new Promise((resolve) => {
				self.onmessage = ({ data }) => resolve(data);
				typeof parent === 'undefined' ? postMessage({ cookie: name }) : parent.postMessage({ cookie: name }, '*');
			}) } };
			const tell = (said) => typeof parent === 'undefined' ? postMessage({ said }) : parent.postMessage({ said }, '*');
			(() => { ${code} })();
			subscribers['checkout_completed'](${JSON.stringify(CHECKOUT)}).then(() => tell('sent'), (error) => tell(error.name));`;
	}

	/** A page with the theme's script that keeps the click, and then starts the pixel in a place of Shopify's. */
	function aPage(track: string, place: 'frame' | 'worker'): string {
		const pixel = JSON.stringify(aPixel(track)).replaceAll('<', '\\u003c');
		return `<!doctype html><title>Shop</title><body>${codeOf('Shopify, the theme', 'html')}<script>
			keepClick();
			const answer = (to, target) => ({ data }) => {
				if (data.said) window.said = data.said;
				else to(new RegExp(data.cookie + '=([^;]*)').exec(document.cookie)?.[1] ?? '');
			};
			if (${JSON.stringify(place)} === 'worker') {
				const worker = new Worker(URL.createObjectURL(new Blob([${pixel}])));
				worker.onmessage = answer((value) => worker.postMessage(value));
			} else {
				const frame = document.createElement('iframe');
				frame.setAttribute('sandbox', 'allow-scripts allow-forms');
				frame.srcdoc = '<script>' + ${pixel} + '<' + '/script>';
				window.onmessage = answer((value) => frame.contentWindow.postMessage(value, '*'));
				document.body.append(frame);
			}
		</script>`;
	}

	for (const place of ['frame', 'worker'] as const) {
		it(`sends the order from a ${place}, with the click that the theme kept`, async () => {
			shop.serve('/', aPage(shop.url('/v1/track', 'data.shop.test'), place));
			const visitor = await shop.visitor();

			await visitor.open(shop.url(`/?a=1&oppref=${CLICK}&b=2`));
			const events = await shop.events(2);

			const cart = events.find((event) => 'attributes' in event);
			const order = mapped({ type: 'track', ...events.find((event) => 'messageId' in event) });
			expect(cart).to.deep.equal({ attributes: { oppref: CLICK } });
			expect(order).to.include({ id: 'sh-1', type: 'order_created', oppref: CLICK });
			expect(order.source_url).to.equal('https://shop.example/checkouts/thank-you');
			expect(order.data).to.deep.include({ amount: 5990, currency: 'EUR' });
			expect(order.data.contents[0]).to.deep.include({ id: 'p-1', amount: 2995, quantity: 2 });
			expect(order.user.emails_sha256).to.deep.equal([digestOf('jane@shop.example')]);
		});
	}

	it('sends the order without a click if there was none', async () => {
		shop.serve('/', aPage(shop.url('/v1/track', 'data.shop.test'), 'frame'));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/'));
		const [event] = await shop.events(1);

		expect(mapped({ type: 'track', ...event })).to.not.have.property('oppref');
	});

	it('can not post to a gateway from its frame, whose origin is null', async () => {
		shop.serve('/', aPage(`${gateway.url}/v1/track`, 'frame'));
		const context = await (await theBrowser()).newContext();
		const tab = await context.newPage();

		await tab.goto(shop.url('/'));
		await tab.waitForFunction('window.said');
		const said = await tab.evaluate('window.said');
		await context.close();

		expect([said, gateway.sandbox.requests()]).to.deep.equal(['TypeError', []]);
	});
});
