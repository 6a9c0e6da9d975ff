/** The example shop as its README describes it: a visitor comes from an ad, buys, and the sandbox receives the order with the click. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { until } from '../../gateway/test/process/gateway-process.js';
import { aGateway } from './a-gateway.js';
import { aShop } from './a-shop.js';

const SERVER = resolve(import.meta.dirname, '../../examples/shop/server.mjs');

describe('the example shop', () => {
	const shop = aShop();
	const gateway = aGateway(() => []);
	let server: ChildProcess;
	let landing: string;

	before(async () => {
		const env = { ...process.env, PORT: '0', GATEWAY_URL: gateway.localUrl };
		server = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
		const [line] = await once(createInterface(server.stdout!), 'line'); // It is a pipe.
		landing = String(line).replace(/^shop /, '');
	});
	after(async () => {
		server.kill();
		await once(server, 'exit');
	});

	it('reports the order of a visitor who clicked an ad', async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(landing);

		await tab.click('text=Add to cart >> nth=0');
		await tab.click('text=Add to cart >> nth=2');
		await tab.click('a.cart');
		await tab.click('text=Check out');
		await tab.click('text=Place the order');
		await tab.waitForSelector('text=Thank you');
		await until('the order has arrived', () => gateway.sandbox.events().some(({ type }) => type === 'order_created'));

		const order = gateway.sandbox.events().find(({ type }) => type === 'order_created');
		expect(order).to.deep.include({ oppref: 'demo-click%3D', action_source: 'web' });
		expect(order?.data).to.deep.include({ amount: 7250, currency: 'EUR' });
		expect(tab.url()).to.match(/\/thanks$/);
	});

	it('shows the click of each event, and none after consent is withdrawn', async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(landing);
		await tab.waitForSelector('#events li');
		const before = await tab.innerText('#click');

		await tab.click('text=Withdraw consent');
		await tab.click('text=Add to cart >> nth=0');
		await tab.waitForSelector('#events li.without');

		expect([before, await tab.innerText('#click')]).to.deep.equal(['demo-click%3D', 'none']);
		expect(await visitor.cookieNames()).not.to.include('_oaiads');
	});

	it('serves only its own files', async () => {
		const origin = new URL(landing).origin;
		const paths = [
			'/server.mjs',
			'/../../package.json',
			'/%2e%2e/%2e%2e/package.json',
			'/analytics/../../package.json',
			'//',
			'/README.md',
		];

		const statuses = await Promise.all(paths.map(async (path) => (await fetch(origin + path)).status));

		expect(statuses).to.deep.equal(paths.map(() => 404));
	});
});
