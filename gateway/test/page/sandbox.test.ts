import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { until } from '../process/gateway-process.js';
import { aMarkedEvent, findMarks } from '../process/marked-events.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { aRealGateway, type RealGateway } from './a-real-gateway.js';
import { findFindings } from './find-findings.js';

/** From the first event to the replay of a dead letter: one gateway, as somebody would try it out. */
describe('the inspector page of a real sandbox', function () {
	this.timeout(90_000);
	let browser: Browser;
	let page: Page;
	let gateway: RealGateway;

	before(async () => {
		gateway = await aRealGateway(temporaryFolder());
		browser = await launchChromium();
		const permissions = ['clipboard-read', 'clipboard-write'];
		page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions })).newPage();
	});
	after(async () => {
		await browser?.close();
		await gateway?.close();
		removeTemporaryFolders();
	});

	const story = (name: string | RegExp) => page.getByRole('article', { name });
	const order = (id: string, total = 50) => ({
		type: 'track',
		event: 'Order Completed',
		messageId: `message-${id}`,
		userId: 'customer-1',
		properties: { order_id: id, total, currency: 'EUR' },
	});

	it('opens the first event by itself', async () => {
		await page.goto(gateway.admin);
		await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor();
		expect(await findFindings(page)).to.deep.equal([]);

		await gateway.trigger('order');

		await story('Order example-1: accepted, with an ad click').waitFor();
	});

	it('shows what comes as it comes, and a later fate in the same row', async () => {
		await page.goto(`${gateway.admin}/#/events`);
		await gateway.send([order('1001')]);

		const row = page.locator('.row', { hasText: '1001' });
		await row.getByText('Accepted').waitFor();
		expect(await row.count()).to.equal(1);
	});

	it('narrows the list to one pixel', async () => {
		await gateway.send([order('us-1')], 'us');
		await page.locator('.row', { hasText: 'us-1' }).waitFor();

		await page.goto(`${gateway.admin}/#/events?pixel=shop-us`);

		await page.locator('.row').nth(1).waitFor({ state: 'detached' });
		expect(await page.locator('.row').innerText()).to.include('us-1');
	});

	it('finds an order by its id, and says why it counts for less', async () => {
		await page.goto(`${gateway.admin}/#/overview`);
		await page.keyboard.press('/');
		await page.keyboard.type('1001');
		await page.keyboard.press('Enter');

		const found = story('Order 1001: accepted, without an ad click');
		await found.getByText('No oppref: the event has none').waitFor();
		expect(await found.getByRole('row').filter({ hasText: 'data.amount' }).innerText()).to.include('properties.total');
	});

	it('switches a fault on, shows the retry, and each request as it was received', async () => {
		await page.getByText('Faults').click();
		await page.getByRole('switch', { name: /^503/ }).click();
		await page.getByText('1 on').waitFor();
		await gateway.send([order('1002')]);
		await page.goto(`${gateway.admin}/#/events/1002`);

		const retried = story('Order 1002: accepted, without an ad click');
		await retried.getByText('Again later, 503').waitFor();
		await page.getByRole('tab', { name: 'What OpenAI would have received' }).click();
		await page.getByRole('heading', { name: 'Second request, after a 503' }).waitFor();
		expect(await page.locator('pre').last().innerText()).to.include('"id": "1002"');
		expect(await findFindings(page)).to.deep.equal([]);
	});

	it('names a dead letter, and replays it', async () => {
		await gateway.fault('event', { refusedEvent: 0 });
		await gateway.send([order('1003')]);
		await page.goto(`${gateway.admin}/#/events/1003`);
		await story(/Order 1003: .*rejected/).waitFor();

		await page.goto(`${gateway.admin}/#/queue`);
		await page.getByRole('button', { name: 'Replay 1' }).click();
		const dialog = page.getByRole('dialog', { name: 'Replay 1 rejected?' });
		expect(await findFindings(page)).to.deep.equal([]);
		await dialog.getByRole('button', { name: 'Replay' }).click();
		await page.getByText('1 back in the queue.').waitFor();
		await page.getByText('Nothing was given up.').waitFor();
		await gateway.settled();
	});

	it('runs the checks, and says what each found', async () => {
		await page.goto(`${gateway.admin}/#/queue`);
		await page.getByRole('button', { name: 'Run checks' }).click();

		const checks = page.getByRole('region', { name: 'Checks' });
		await checks.getByText(/\d+ pass, \d+ need you/).waitFor();
		await checks.getByText(/^\d+ passed$/).click();
		await checks.getByText('canary, shop-us').first().waitFor();
		expect(await findFindings(page)).to.deep.equal([]);
		await page.getByRole('button', { name: 'Run checks' }).click();
		await page.getByText(/Checks run once in 30 s/).waitFor();
	});

	it('names nobody of 200 events, on any view', async function () {
		this.timeout(240_000); // Some fifteen views, one after the other.
		await gateway.send(Array.from({ length: 200 }, (_each, n) => aMarkedEvent(n)));
		await gateway.settled();
		const { events } = await gateway.read<{ events: { key: string; outcome: string }[] }>('/api/events');
		const sent = events.filter(({ outcome }) => outcome === 'accepted').slice(0, 5);
		const skipped = events.filter(({ outcome }) => outcome !== 'accepted').slice(0, 5);

		const shown: string[] = [];
		let copied = '';
		for (const hash of ['#/overview', '#/events', '#/events?outcome=skipped', '#/queue'])
			shown.push(await read(hash, 'main h1, main h2'));
		for (const { key } of [...sent, ...skipped]) {
			shown.push(await read(`#/events/${key}`, 'article h2'));
			const tab = page.getByRole('tab', { name: 'What OpenAI would have received' });
			if ((await tab.count()) === 0) continue;
			await tab.click();
			shown.push(await page.content());
			copied ||= await copyForSupport(key);
		}
		shown.push(copied);

		expect(sent).to.have.lengthOf(5);
		expect(shown.join()).to.include('emails_sha256');
		expect(JSON.parse(copied)).to.include.keys('steps', 'explanation');
		expect(findMarks(JSON.stringify(aMarkedEvent(0)))).to.have.lengthOf.at.least(3);
		expect(findMarks(shown.join('\n'))).to.deep.equal([]);
	});

	for (const [name, hash] of [
		['overview', '#/overview'],
		['events', '#/events'],
		['story', '#/events/1001'],
		['skipped', '#/events?outcome=skipped'],
		['queue', '#/queue'],
	] as const) {
		for (const [width, colorScheme] of [
			[1280, 'dark'],
			[360, 'light'],
		] as const) {
			it(`has no finding of axe and no sideways scroll with real answers: ${name}, ${width} px, ${colorScheme}`, async () => {
				await page.setViewportSize({ width, height: 800 });
				await page.emulateMedia({ colorScheme });
				await read(hash, 'main h1, main h2');

				expect(await findFindings(page)).to.deep.equal([]);
				expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.be.at.most(0);
			});
		}
	}

	/** What is handed on to others. */
	async function copyForSupport(key: string): Promise<string> {
		let copied = '';
		await page.getByRole('button', { name: 'For support' }).click();
		await until('the story is copied', async () => {
			copied = await page.evaluate('navigator.clipboard.readText()');
			return copied.includes(`"key": "${key}"`);
		});
		return copied;
	}

	/** The document of a view, once it shows what it shows. */
	async function read(hash: string, shown: string): Promise<string> {
		await page.goto('about:blank');
		await page.goto(`${gateway.admin}/${hash}`);
		await page.locator(shown).first().waitFor();
		await page.getByRole('button', { name: /^(?:Live|\d+ held)/ }).waitFor();
		return page.content();
	}
});
