/** The webhook handler of docs/recipes.md, with orders as Shopify posts and signs them, against the sandbox. */

import * as crypto from 'node:crypto';
import { expect } from 'chai';
import * as library from '../../src/destination/index.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { digestOf } from '../builders.js';
import { codeOf, run } from './recipe-code.js';

type Handler = (request: Request) => Promise<Response>;

const SECRET = 'a-shared-secret';

/** The fields of Shopify's order that the handler reads. (shopify.dev, Order resource, read 2026-11-27) */
function anOrder(fields: object = {}) {
	return {
		id: 450789469,
		created_at: new Date().toISOString(),
		test: false,
		currency: 'EUR',
		total_price: '59.90',
		email: 'jane@shop.example',
		phone: null,
		landing_site: '/products/mug?utm_source=chatgpt',
		note_attributes: [{ name: 'gift', value: 'no' }],
		customer: { id: 207119551 },
		client_details: { browser_ip: '203.0.113.7', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' },
		billing_address: { city: 'Berlin', country_code: 'DE', zip: '10115' },
		line_items: [{ product_id: 632910392, title: 'Mug', quantity: 2, price: '29.95' }],
		...fields,
	};
}

describe("recipes: Shopify's webhooks", () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'k', pixelId: 'px' });
	});
	afterEach(() => sandbox.close());

	function aHandler(env: Readonly<Record<string, string>> = { SHOPIFY_SECRET: SECRET }): Handler {
		const settings = { apiKey: 'k', pixelId: 'px', endpoint: sandbox.endpoint, flushInterval: 0, maxRetries: 0 };
		const modules = { 'node:crypto': crypto, 'openai-ads-destination': library };
		const code = codeOf('Shopify, webhooks', 'js');
		return run(code, { modules, globals: { settings, process: { env } } })['POST'] as Handler; // As it says.
	}

	function post(order: object, { secret = SECRET, sent = order }: { secret?: string; sent?: object } = {}): Request {
		const signature = crypto.createHmac('sha256', secret).update(JSON.stringify(order)).digest('base64');
		const headers = { 'content-type': 'application/json', 'x-shopify-hmac-sha256': signature };
		return new Request('https://shop.example/webhook', { method: 'POST', headers, body: JSON.stringify(sent) });
	}

	it('sends an order with its id, total, items, person and place', async () => {
		const response = await aHandler()(post(anOrder()));

		const [event] = sandbox.events();
		expect(response.status).to.equal(200);
		expect(event).to.include({ id: '450789469', type: 'order_created' });
		expect(event?.source_url).to.equal('https://shop.example/products/mug');
		expect(event?.data).to.deep.include({ amount: 5990, currency: 'EUR' });
		expect(event).to.have.nested.property('data.contents[0].amount', 2995);
		expect(event?.user).to.deep.include({
			emails_sha256: [digestOf('jane@shop.example')],
			external_ids_sha256: [digestOf('207119551')],
			countries: ['DE'],
			ip_address: '203.0.113.7',
		});
	});

	for (const [where, fields, oppref] of [
		["the cart's attribute", { note_attributes: [{ name: 'oppref', value: 'a%2Bb' }] }, 'a%2Bb'],
		['the landing page', { landing_site: '/?oppref=c%2Fd' }, 'c%2Fd'],
	] as const) {
		it(`carries the click from ${where}, byte for byte`, async () => {
			await aHandler()(post(anOrder(fields)));

			expect(sandbox.events()[0]).to.have.property('oppref', oppref);
		});
	}

	for (const [what, request] of [
		['a forged signature', () => post(anOrder(), { secret: 'another' })],
		['an order that was changed on the way', () => post(anOrder(), { sent: anOrder({ total_price: '1.00' }) })],
		['none', () => new Request('https://shop.example/webhook', { method: 'POST', body: JSON.stringify(anOrder()) })],
	] as const) {
		it(`answers 401 for ${what}, and sends nothing`, async () => {
			const response = await aHandler()(request());

			expect([response.status, sandbox.requests()]).to.deep.equal([401, []]);
		});
	}

	it('does not run without a secret, which anybody could sign with', async () => {
		const error = await aHandler({})(post(anOrder(), { secret: '' })).catch((thrown) => thrown);

		expect(error).to.be.instanceOf(TypeError);
		expect(sandbox.requests()).to.deep.equal([]);
	});

	it('leaves a test order out', async () => {
		const response = await aHandler()(post(anOrder({ test: true })));

		expect([response.status, sandbox.requests()]).to.deep.equal([200, []]);
	});

	it('takes an order of a guest, without address, page or customer', async () => {
		const bare = { customer: null, billing_address: null, landing_site: null, client_details: null, email: null };

		await aHandler()(post(anOrder(bare)));

		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('asks Shopify to call again if OpenAI is away, and counts the order once', async () => {
		const handler = aHandler();
		sandbox.fault({ status: 503, times: 1 });

		const order = anOrder();
		const statuses = [await handler(post(order)), await handler(post(order)), await handler(post(order))];

		expect(statuses.map(({ status }) => status)).to.deep.equal([503, 200, 200]);
		expect(new Set(sandbox.events().map(({ id }) => id))).to.have.lengthOf(1);
	});
});
