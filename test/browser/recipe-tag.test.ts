/** The tag of docs/recipes.md for a tag manager, in Chromium, on its way to a real gateway. */

import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { until } from '../../gateway/test/process/gateway-process.js';
import { codeOf } from '../recipes/recipe-code.js';
import { aGateway } from './a-gateway.js';
import { aShop } from './a-shop.js';
import { theBrowser } from './chromium.js';

const CLICK = 'a%2Bb%3D';
const KEY = 'BROWSER-WRITE-KEY';

interface Door {
	readonly url: string;
	/** Of the requests that went through, in order. */
	readonly methods: (string | undefined)[];
	close(): Promise<void>;
}

/** A proxy in front of the gateway, as `events.shop.test`, that sees what the browser asks before it posts. */
async function aDoor(findGateway: () => string): Promise<Door> {
	const methods: (string | undefined)[] = [];
	const server = createServer((call, answer) => {
		methods.push(call.method);
		const { method = 'GET', headers } = call;
		const onward = request(findGateway() + call.url, { method, headers }, (reply) => {
			answer.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(answer);
		});
		call.pipe(onward);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo; // It listens on a port, so it has one.
	const close = async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	};
	return { url: `http://events.shop.test:${port}`, methods, close };
}

describe("recipes: Google Tag Manager's tag", () => {
	const shop = aShop();
	const gateway = aGateway(() => [shop.origin], { env: { OPENAI_ADS_BROWSER_WRITE_KEY: KEY } });

	let door: Door;
	before(async () => {
		door = await aDoor(() => gateway.localUrl);
	});
	afterEach(() => door.methods.splice(0));
	after(() => door.close());

	/** The tag with its variables filled in, as the container does it. */
	function aTag(): string {
		const values: Readonly<Record<string, unknown>> = {
			'Transaction ID': 't-1',
			'Client ID': '123.456',
			Value: 25,
			Currency: 'EUR',
			Items: [{ item_id: 'p-1', item_name: 'Mug', price: 12.5, quantity: 2 }],
		};
		const tag = codeOf("Google Tag Manager's web container", 'html');
		return tag
			.replaceAll(/\{\{([^}]+)\}\}/g, (_all, name) => JSON.stringify(values[name]))
			.replace('https://events.shop.example', door.url);
	}

	it('posts the purchase from a page on another origin, after a preflight, with click and amount', async () => {
		shop.serve('/thanks', `<!doctype html><title>Thanks</title>${aTag()}`);
		const visitor = await shop.visitor();

		await visitor.open(shop.url(`/thanks?oppref=${CLICK}`));
		await until('the order has arrived', () => gateway.sandbox.events().length === 1);

		const [order] = gateway.sandbox.events();
		expect(door.methods).to.deep.equal(['OPTIONS', 'POST']);
		expect(order).to.include({ id: 'gtm-t-1', type: 'order_created', oppref: CLICK });
		expect(order?.data).to.deep.include({ amount: 2500, currency: 'EUR' });
		expect(order?.source_url).to.equal(shop.url('/thanks'));
	});

	it('posts nothing from an origin that the gateway does not know', async () => {
		shop.serve('/thanks', `<!doctype html><title>Thanks</title>${aTag()}`);
		const context = await (await theBrowser()).newContext();
		const tab = await context.newPage();
		const refused = tab.waitForEvent('console', (message) => /CORS/.test(message.text()));

		await tab.goto(shop.url('/thanks', 'www.other.test'));
		await refused;
		await context.close();

		expect(gateway.sandbox.requests()).to.deep.equal([]);
		expect(door.methods).to.deep.equal(['OPTIONS']);
	});
});
