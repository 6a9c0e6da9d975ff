/** The two real Node SDKs, pointed at the built gateway: each of their events reaches OpenAI once. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const ORDERS = 30;
const page = { url: 'https://shop.example/checkout?token=not-sent', title: 'Checkout' };

function anOrder(n: number) {
	return {
		userId: `user-${n}`,
		event: 'Order Completed',
		properties: {
			order_id: `order-${n}`,
			total: 24.995,
			currency: 'USD',
			products: [{ product_id: 'sku', price: 24.995 }],
		},
		context: { page, traits: { email: `Jane${n}@Example.com` }, providers: { openAI: { oppref: `click%3D${n}+=` } } },
	};
}

describe('openai-ads start, driven by real SDKs', function () {
	this.timeout(60_000);
	let sandbox: Sandbox;
	let gateway: GatewayProcess;
	let folder: string;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		sandbox = await createSandbox({ apiKey: 'the-key', pixelId: 'the-pixel' });
		gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			...AT_ONCE,
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			OPENAI_ADS_WRITE_KEY: 'write-key',
		});
	});

	afterEach(async () => {
		await gateway.end('SIGKILL');
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	});

	async function expectEachOrderOnce(): Promise<void> {
		await until('all orders have arrived', () => sandbox.events().length >= ORDERS);
		const code = await gateway.end('SIGTERM');
		const clicks = sandbox.events().map(({ oppref }) => oppref);
		expect(code).to.equal(0);
		expect(new Set(clicks)).to.deep.equal(new Set(Array.from({ length: ORDERS }, (_, n) => `click%3D${n}+=`)));
		expect(clicks).to.have.length(ORDERS);
		expect(sandbox.events()[0]).to.deep.include({
			type: 'order_created',
			action_source: 'web',
			source_url: 'https://shop.example/checkout',
		});
		expect(sandbox.events()[0]?.data).to.deep.include({ amount: 2500, currency: 'USD' });
	}

	it('delivers every order of @rudderstack/rudder-sdk-node once', async () => {
		const analytics = new RudderAnalytics('write-key', { dataPlaneUrl: gateway.url, flushAt: 7, flushInterval: 50 });

		for (let n = 0; n < ORDERS; n++) analytics.track(anOrder(n));
		await analytics.flush();

		await expectEachOrderOnce();
	});

	it('delivers every order of @segment/analytics-node once', async () => {
		const analytics = new Analytics({
			writeKey: 'write-key',
			host: gateway.url,
			maxEventsInBatch: 7,
			flushInterval: 50,
		});

		for (let n = 0; n < ORDERS; n++) analytics.track(anOrder(n));
		await analytics.closeAndFlush();

		await expectEachOrderOnce();
	});

	it('enriches an order from an identify and a page of the same person', async () => {
		const analytics = new Analytics({ writeKey: 'write-key', host: gateway.url, flushInterval: 50 });
		const click = { page, providers: { openAI: { oppref: 'the-click' } } };

		analytics.page({ anonymousId: 'anonymous-1', context: click });
		analytics.identify({
			userId: 'user-1',
			anonymousId: 'anonymous-1',
			traits: { email: 'jane@example.com' },
			context: { page },
		});
		await analytics.flush();
		analytics.track({ userId: 'user-1', event: 'Order Completed', properties: { total: 5, currency: 'EUR' } });
		await analytics.closeAndFlush();
		await until('page and order have arrived', () => sandbox.events().length === 2);

		const order = sandbox.events().find(({ type }) => type === 'order_created');
		expect(order).to.deep.include({
			oppref: 'the-click',
			action_source: 'web',
			source_url: 'https://shop.example/checkout',
		});
		expect(order?.user?.emails_sha256).to.deep.equal([
			'8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d',
		]);
	});

	it('logs no key, no address, no click and no e-mail', async () => {
		const analytics = new Analytics({ writeKey: 'write-key', host: gateway.url, flushInterval: 50 });

		analytics.track(anOrder(1));
		await analytics.closeAndFlush();
		await until('the order has arrived', () => sandbox.events().length === 1);
		await gateway.end('SIGTERM');

		for (const secret of [
			'the-key',
			'write-key',
			'127.0.0.1:',
			'click%3D1',
			'Jane1',
			'jane1',
			'user-1',
			'order-1',
			'not-sent',
		]) {
			const own = gateway.stderr().replaceAll(gateway.url, '').replaceAll(sandbox.url, '');
			expect(own).not.to.include(secret);
		}
	});
});
