/** The example shop as its README describes it: a visitor comes from an ad, buys, and the sandbox receives the order with the click. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { findFindings } from '../../gateway/test/page/find-findings.js';
import { until } from '../../gateway/test/process/gateway-process.js';
import { aGateway } from './a-gateway.js';
import { aShop, type Visitor } from './a-shop.js';

const SERVER = resolve(import.meta.dirname, '../../examples/shop/server.mjs');

describe('the example shop', () => {
	const shop = aShop();
	const gateway = aGateway(() => [], { hasAdmin: true });
	let server: ChildProcess;
	let landing: string;

	before(async () => {
		const env = { ...process.env, PORT: '0', GATEWAY_URL: gateway.localUrl, ADMIN_URL: gateway.adminUrl };
		server = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
		const [line] = await once(createInterface(server.stdout!), 'line'); // It is a pipe.
		landing = String(line).replace(/^shop /, '');
	});
	after(async () => {
		server.kill();
		await once(server, 'exit');
	});

	const received = (type: string) => gateway.sandbox.events().filter((event) => event.type === type);

	/** Opens the shop and answers its banner with yes. */
	async function agreeing(visitor: Visitor): Promise<Page> {
		const tab = await visitor.open(landing);
		await taken(tab, 'Consent Preference Updated', () => tab.click('#yes'));
		return tab;
	}

	/** A mug and a vase. */
	async function order(tab: Page): Promise<void> {
		await tab.click('text=Add to cart >> nth=0');
		await tab.click('text=Add to cart >> nth=2');
		await tab.click('a.cart');
		await tab.click('text=Check out');
		await tab.click('text=Place the order');
		await tab.waitForSelector('text=Thank you');
	}

	/** Resolves when the gateway has answered the track call of this name that the action makes. */
	async function taken(tab: Page, name: string, action: () => Promise<unknown>): Promise<void> {
		const answered = tab.waitForResponse((response) => response.request().postData()?.includes(`"${name}"`) ?? false);
		await action();
		expect((await answered).status()).to.equal(200);
	}

	async function post(event: object): Promise<void> {
		const { status } = await fetch(`${gateway.localUrl}/v1/batch`, {
			method: 'POST',
			body: JSON.stringify({ batch: [event] }),
		});
		expect(status).to.equal(200);
	}

	it('reports the order of a visitor who clicked an ad', async () => {
		const tab = await agreeing(await shop.visitor());

		await order(tab);
		await until('the order has arrived', () => received('order_created').length > 0);

		const [arrived] = received('order_created');
		expect(arrived).to.deep.include({ oppref: 'demo-click%3D', action_source: 'web' });
		expect(arrived?.data).to.deep.include({ amount: 7250, currency: 'EUR' });
		expect(tab.url()).to.match(/\/thanks$/);
	});

	it('shows the click of each event, and none after consent is withdrawn', async () => {
		const visitor = await shop.visitor();
		const tab = await agreeing(visitor);
		await tab.waitForSelector('#events li:not(.without)');
		const before = await tab.innerText('#click');

		await tab.click('text=Withdraw consent');
		await tab.click('text=Add to cart >> nth=0');
		await tab.waitForSelector('#events li:first-child.without');

		expect([before, await tab.innerText('#click')]).to.deep.equal(['demo-click%3D', 'none']);
		expect(await visitor.cookieNames()).not.to.include('_oaiads');
	});

	it('sends nothing more of a visitor who ordered, withdrew consent and went on, and forgets them', async () => {
		const tab = await agreeing(await shop.visitor());
		await order(tab);
		await until('the order has arrived', () => received('order_created').length === 1);
		await until('the last page has arrived', () =>
			received('page_viewed').some(({ source_url }) => /thanks$/.test(String(source_url))),
		);
		const before = gateway.sandbox.events().length;

		await taken(tab, 'Consent Preference Updated', () => tab.click('text=Withdraw consent'));
		await tab.goto(new URL('/?oppref=another-click', landing).href);
		await taken(tab, 'Order Completed', () => order(tab));
		// From the shop's back end, which knows nothing of the answer, and says nothing of it.
		const late = { type: 'track', event: 'Order Completed', messageId: 'late', userId: 'customer-jane-example-com' };
		await post({ ...late, context: { consent: { categoryPreferences: { Advertising: false } } }, messageId: 'denied' });
		await post(late);
		await until("the back end's order has arrived", () => gateway.sandbox.events().some(({ id }) => id === 'late'));

		const after = gateway.sandbox.events().slice(before);
		expect(after.map(({ id }) => id)).to.deep.equal(['late']);
		expect(after[0]).not.to.have.property('oppref');
		expect(after[0]?.user).to.have.keys('external_ids_sha256');
	});

	it('reports the next order again after consent is given again', async () => {
		const tab = await agreeing(await shop.visitor());
		await taken(tab, 'Consent Preference Updated', () => tab.click('text=Withdraw consent'));
		await tab.reload();

		await taken(tab, 'Consent Preference Updated', () => tab.click('text=Give consent'));
		await order(tab);
		await until('the order has arrived', () => received('order_created').length === 1);

		expect(received('order_created')[0]).to.include({ oppref: 'demo-click%3D' });
	});

	it('stores no click until the banner is answered', async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(landing);
		await order(tab);
		await until('the order has arrived', () => received('order_created').length === 1);

		expect(await visitor.cookieNames()).not.to.include('_oaiads');
		expect(await tab.locator('#events li:not(.without)').count()).to.equal(0);
		expect(await tab.innerText('#answer')).to.equal('not asked yet');
	});

	it('keeps the cart over a reload', async () => {
		const tab = await (await shop.visitor()).open(landing);
		await tab.click('text=Add to cart >> nth=0');

		await tab.reload();
		await tab.click('a.cart');
		await tab.click('[aria-label="One more: Breakfast mug"]');

		expect(await tab.innerText('.lines')).to.match(/2 × Breakfast mug/);
		expect(await tab.innerText('#count')).to.equal('2');
	});

	it('says of each event whether it counts, and what OpenAI received', async () => {
		const tab = await agreeing(await shop.visitor());

		await order(tab);

		const line = tab.locator('#events li', { hasText: 'Order Completed' });
		await line.locator('.badge[data-state=attributable]').waitFor();
		expect(await line.innerText()).to.include('order_created');
	});

	it('shows what the browser sent beside what OpenAI received of the order, with the click marked in both', async () => {
		const tab = await agreeing(await shop.visitor());
		// What a gateway in sandbox mode says too.
		const received = { events: [{ id: 'm1', oppref: '13 characters, 8e9d...' }] };
		await tab.route('**/fate/*', async (route) => {
			const answer = await route.fetch();
			await route.fulfill({ json: { ...(await answer.json()), received } });
		});

		await order(tab);

		const fate = tab.getByRole('region', { name: 'What became of this order' });
		await fate.locator('.badge[data-state=attributable]').waitFor();
		const marked = await fate.locator('mark').allInnerTexts();
		expect(marked.map((line) => line.trim())).to.deep.equal([
			'"oppref": "demo-click%3D"',
			'"oppref": "13 characters, 8e9d..."',
		]);
		expect(await fate.getByText('the click is in context.providers.openAI.oppref').count()).to.equal(1);
		expect(await findFindings(tab)).to.deep.equal([]);
	});

	it('shows nothing of an order after a reload, which forgets it', async () => {
		const tab = await agreeing(await shop.visitor());
		await order(tab);

		await tab.reload();
		await tab.waitForSelector('text=Thank you');

		expect(await tab.locator('#fate').isVisible()).to.equal(false);
	});

	it('says that a denied event was not sent, and why', async () => {
		const tab = await (await shop.visitor()).open(landing);
		await taken(tab, 'Consent Preference Updated', () => tab.click('#no'));

		await order(tab);

		const line = tab.locator('#events li', { hasText: 'Order Completed' });
		await line.locator('.badge[data-state=skipped]').waitFor();
		expect(await line.innerText()).to.match(/consent: denied[\s\S]*Not sent/);
	});

	it('sends the order of another visitor without the click, and says so', async () => {
		const tab = await agreeing(await shop.visitor());
		await tab.waitForSelector('#events li:not(.without)');

		await tab.click('#stranger');
		await tab.waitForSelector('#banner:not([hidden])');
		await taken(tab, 'Consent Preference Updated', () => tab.click('#yes'));
		await order(tab);

		const line = tab.locator('#events li', { hasText: 'Order Completed' });
		await line.locator('.badge[data-state=matchable]').waitFor();
		expect(received('order_created').at(-1)).not.to.have.property('oppref');
	});

	for (const [width, colorScheme] of [
		[1280, 'light'],
		[320, 'dark'],
	] as const)
		it(`reads well at ${width} pixels, ${colorScheme}`, async () => {
			const visitor = await shop.visitor({ colorScheme, viewport: { width, height: 800 } });
			const tab = await visitor.open(landing);
			await tab.click('#yes');
			if (width < 900) await tab.click('#sheet');
			await tab.locator('.badge').first().waitFor();

			const findings = await findFindings(tab);

			expect(findings).to.deep.equal([]);
			expect(await tab.evaluate('document.documentElement.scrollWidth')).to.equal(width);
		});

	it('reports nothing of a browser without a window, which is a bot', async () => {
		const visitor = await shop.visitor({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/143.0.0.0' });
		const tab = await visitor.open(landing);
		await taken(tab, 'Order Completed', () => order(tab));

		await post({ type: 'track', event: 'Order Completed', messageId: 'a-person', userId: 'u1' });
		await until('another order has arrived', () => received('order_created').length > 0);

		expect(gateway.sandbox.events().map(({ id }) => id)).to.deep.equal(['a-person']);
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
