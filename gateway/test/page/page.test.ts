import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { aGateway, type PageGateway } from './a-gateway.js';
import { findFindings } from './find-findings.js';
import { AT, aSummary, HELD } from './fixtures.js';

describe('the inspector page', function () {
	this.timeout(60_000);
	let browser: Browser;
	let page: Page;
	let gateway: PageGateway | undefined;
	let problems: string[];

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());
	afterEach(async () => {
		await page.context().close();
		await gateway?.close();
		expect(problems).to.deep.equal([]);
	});

	async function open(
		hash: string,
		options: {
			sandbox?: boolean;
			width?: number;
			theme?: 'light' | 'dark';
			prepare?: (gateway: PageGateway) => void;
		} = {},
	) {
		const { sandbox = false, width = 1280, theme = 'light', prepare } = options;
		const opened = await aGateway({ sandbox });
		gateway = opened;
		prepare?.(opened);
		const context = await browser.newContext({
			viewport: { width, height: 800 },
			colorScheme: theme,
			bypassCSP: false,
		});
		page = await context.newPage();
		problems = [];
		page.on('pageerror', ({ message }) => problems.push(message));
		page.on('console', (message) => {
			if (/Content Security Policy|Trusted/i.test(message.text())) problems.push(message.text());
		});
		await page.goto(`${opened.url}/${hash}`);
		return opened;
	}

	const rows = () => page.locator('.row');

	it('opens the first event by itself', async () => {
		const { answers, send } = await open('', { sandbox: true, prepare: ({ answers: all }) => (all.events = []) });
		await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor();
		await page.getByText('npx --no openai-ads trigger order').waitFor();

		answers.events = [aSummary(1008, { id: '1001' })];
		send('events', { events: answers.events, more: 0, dropped: 0 });

		await page.getByRole('heading', { name: 'Order 1001: accepted, without an ad click' }).waitFor();
	});

	for (const [hash, heading] of [
		['#/queue', 'Queue'],
		['#/set-up', 'Set up'],
	] as const) {
		it(`leaves somebody who is at ${hash} there when the first event comes`, async () => {
			const { answers, send } = await open('', { sandbox: true, prepare: ({ answers: all }) => (all.events = []) });
			await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor();
			await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
			await page.getByRole('heading', { name: heading, exact: true }).waitFor();

			answers.events = [aSummary(1008, { id: '1001' })];
			send('events', { events: answers.events, more: 0, dropped: 0 });

			await page.locator('.first').waitFor({ state: 'detached' });
			await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
			expect(new URL(page.url()).hash).to.equal(hash);
		});
	}

	it('finds an order by its id, says why, and what was sent', async () => {
		await open('#/overview');
		await page.keyboard.press('/');
		await page.keyboard.type('1001');
		await page.keyboard.press('Enter');

		const story = page.getByRole('article', { name: 'Order 1001: accepted, without an ad click' });
		await story.getByText('No oppref: the event has none, and no click of this person was seen.').waitFor();
		const row = story.getByRole('row').filter({ hasText: 'data.amount' });
		expect(await row.innerText()).to.match(/12999 = 129\.99 USD\s+properties\.total/);
		expect(await story.getByRole('listitem').filter({ hasText: 'Accepted, 200' }).innerText()).to.include('req_8f2cd1');
	});

	it('says what it does not have, and where to look', async () => {
		await open('#/events/4711');

		await page.getByText('It is not among the last 9 events. Search your router, or run openai-ads explain.').waitFor();
	});

	it('shows what lowers attribution, each with its events, and no score', async () => {
		await open('#/overview');

		await page.getByText('61%').first().waitFor();
		const cause = page.getByRole('listitem').filter({ hasText: 'No ad click on orders' });
		await cause.getByRole('link', { name: 'Show 73' }).click();
		expect(new URL(page.url()).hash).to.equal('#/events?type=order_created&source=analytics-node');
		expect(await page.locator('body').innerText()).not.to.match(/score|quality/i);
	});

	it('names what is skipped, with the line that maps a near miss', async () => {
		await open('#/events?outcome=skipped');

		await page.getByText('Order Placed × 214 is not mapped. Did you mean Order Completed?').waitFor();
		await page.getByText('{ "from": "Order Placed", "to": "order_created" }').waitFor();
		await page.getByRole('link', { name: 'Product List Viewed 3,960' }).click();
		expect(new URL(page.url()).hash).to.include('name=Product+List+Viewed');
	});

	it('narrows the list to one pixel', async () => {
		await open('#/events');
		await rows().first().waitFor();

		await page.getByLabel('Pixel').selectOption('Shop US');

		await rows().nth(2).waitFor({ state: 'detached' });
		expect(await rows().count()).to.equal(2);
		expect(await rows().first().innerText()).to.include('Shop US');
	});

	it('collects newer events while the pointer is in the list', async () => {
		const { send } = await open('#/events');
		const first = await rows().first().innerText();
		await rows().nth(2).hover();

		send('events', { events: [aSummary(2000, { id: 'new-1' }), aSummary(2001, { id: 'new-2' })], more: 0, dropped: 0 });
		const newer = page.getByRole('button', { name: '2 newer events' });
		await newer.waitFor();
		expect(await rows().first().innerText()).to.equal(first);

		await newer.click();
		await page.locator('.row', { hasText: 'new-2' }).waitFor();
	});

	it('changes a row in place when its fate is settled', async () => {
		const { send } = await open('#/events');
		await rows().filter({ hasText: 'c-2231' }).getByText('Waiting').waitFor();
		const before = await rows().count();

		send('events', { events: [aSummary(1005, { type: 'checkout_started', id: 'c-2231' })], more: 0, dropped: 0 });

		await rows().filter({ hasText: 'c-2231' }).getByText('Accepted').waitFor();
		expect(await rows().count()).to.equal(before);
	});

	it('keeps at most 60 rows in the document', async () => {
		const many = Array.from({ length: 3000 }, (_each, n) => aSummary(3000 - n));
		await open('#/events', { prepare: ({ answers }) => (answers.events = many) });
		await rows().first().waitFor();

		await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 58 * 1500));
		await page.locator('.row', { hasText: 'm-1500' }).waitFor();

		expect(await rows().count()).to.be.within(10, 60);
	});

	it('reconnects by itself, and says so', async () => {
		const { breakStreams, send } = await open('#/events');
		await page.getByRole('button', { name: 'Live' }).waitFor();

		breakStreams();
		await page.getByRole('button', { name: 'Reconnecting' }).waitFor();
		await page.getByRole('button', { name: 'Live' }).waitFor();

		send('events', { events: [aSummary(3001, { id: 'after' })], more: 0, dropped: 0 });
		await page.locator('.row', { hasText: 'after' }).waitFor();
	});

	it('says on every view which pixel is held, since when and why', async () => {
		await open('#/overview', { prepare: ({ answers }) => (answers.pixels = HELD) });

		const strip = page.getByRole('complementary', { name: 'Delivery of Shop US is held' });
		expect(await strip.innerText()).to.match(
			/Shop US is held since .*401.*1,221 events wait on disk, nothing is lost/s,
		);
	});

	it('replays dead letters after asking, and not those that are too old, or not kept', async () => {
		const { posted } = await open('#/queue');
		expect(await page.getByRole('button', { name: 'Too old' }).isDisabled()).to.equal(true);
		const notKept = page.getByRole('row').filter({ hasText: 'Not kept: correct the sender and send again.' });
		expect(await notKept.getByRole('link', { name: 'Show 1' }).getAttribute('href')).to.equal(
			'#/events?reason=malformed',
		);

		await page.getByRole('button', { name: 'Replay 9' }).click();
		const dialog = page.getByRole('dialog', { name: 'Replay 9 rejected?' });
		await dialog.getByText('A wrong mapping is not redone').waitFor();
		await dialog.getByRole('button', { name: 'Replay' }).click();

		await page.getByText('9 back in the queue, 1 not kept.').waitFor();
		expect(posted).to.deep.equal([['/api/dead-letters/replay', { reason: 'rejected' }]]);
	});

	it('says of each pixel what OpenAI answered, how fast it goes out, and when a held one is tried again', async () => {
		const now = Date.now();
		const answered = HELD.map((each) => ({
			...each,
			bytes: 1_000_000,
			outPerSecond: 12.4,
			lastAnswer: { at: new Date(now - 4000).toISOString(), status: 200 },
			...(each.state === 'holding' ? { nextProbe: new Date(now + 240_000).toISOString() } : {}),
		}));
		await open('#/queue', { prepare: ({ answers }) => (answers.pixels = answered) });

		const row = (name: string) => page.getByRole('row').filter({ hasText: name }).innerText();
		await page.getByText('3.0 MB').waitFor();
		await page.getByText('61 GB free').waitFor();
		expect(await row('Shop EU')).to.match(/12\s+200, \d+ s ago/);
		expect(await row('Shop US')).to.match(/OpenAI refuses its key \(401\)\. Next probe in 4 min/);
	});

	it('puts what is tried again below each other, each with what OpenAI said', async () => {
		await open('#/events/1001');

		const step = page.getByRole('article').getByRole('listitem').filter({ hasText: 'Again later, 429' });
		expect(await step.innerText()).to.match(/Not before \d\d:\d\d:\d\d\./);
		expect(await page.locator('.steps.long').count()).to.equal(1);
	});

	it('shows which alerts fire, which are over, and that they could not be posted', async () => {
		const alert = { id: 'pixel_held:us', since: AT, posted: [] };
		const alerts = {
			receiver: { host: 'hooks.example.com' },
			firing: [{ ...alert, text: 'Shop US is held.', notPosted: { at: AT, problem: 'answered 500' } }],
			over: [{ ...alert, id: '2', text: 'Over: fewer clicks.', endedAt: AT, posted: [{ state: 'firing', at: AT }] }],
		};
		await open('#/queue', { prepare: ({ answers }) => (answers.alerts = alerts) });

		const card = page.getByRole('region', { name: 'Alerts' });
		await card.getByRole('alert').getByText('hooks.example.com answered 500').waitFor();
		expect(await card.getByRole('listitem').allInnerTexts()).to.have.lengthOf(2);
		expect(await card.getByRole('listitem').first().innerText()).to.match(/Shop US is held.*Firing.*not posted/s);
		expect(await findFindings(page)).to.deep.equal([]);
	});

	it('shows no alerts where none are posted', async () => {
		await open('#/queue');
		await page.getByRole('region', { name: 'Dead letters' }).waitFor();

		expect(await page.getByRole('region', { name: 'Alerts' }).count()).to.equal(0);
	});

	it('says how many updates the stream left out, until the list is read again', async () => {
		const { send } = await open('#/events');
		await rows().first().waitFor();
		await page.getByRole('button', { name: 'Live' }).waitFor();

		send('events', { events: [aSummary(3002)], more: 410, dropped: 2 });
		await page.getByText('412 updates were left out').waitFor();
		await page.getByRole('button', { name: 'Read again' }).click();

		await page.getByText('updates were left out').waitFor({ state: 'detached' });
	});

	it('names the instance of an event only where there are several', async () => {
		const ofTwo = [aSummary(2, { instance: 'gateway-a' }), aSummary(1, { instance: 'gateway-b' })];
		await open('#/events', { prepare: ({ answers }) => (answers.events = ofTwo) });
		await rows().first().getByText('gateway-a').waitFor();

		await page.context().close();
		await gateway?.close();
		await open('#/events', { prepare: ({ answers }) => (answers.events = ofTwo.slice(0, 1)) });
		await rows().first().waitFor();
		expect(await rows().first().innerText()).not.to.include('gateway-a');
	});

	it('shows in a sandbox each request as OpenAI would have received it', async () => {
		await open('#/events/1001', { sandbox: true });
		await page.getByRole('tab', { name: 'What OpenAI would have received' }).click();

		await page.getByRole('heading', { name: 'Second request, after a 429' }).waitFor();
		expect(await page.locator('pre').nth(1).innerText()).to.include('"emails_sha256": ["b4c9… digest"]');
	});

	it('switches a fault of the sandbox on for a while, and off', async () => {
		const { posted } = await open('#/events', { sandbox: true });
		await page.getByText('Faults').click();
		await page.getByLabel('For').selectOption('until switched off');

		await page.getByRole('switch', { name: '503' }).click();
		await page.getByText('1 on').waitFor();
		await page.getByRole('switch', { name: '503' }).click();
		await page.getByText('1 on').waitFor({ state: 'detached' });

		expect(posted).to.deep.equal([
			['/api/sandbox/faults', { name: 'unavailable', fault: { status: 503, probability: 1 } }],
			['/api/sandbox/faults', { name: 'unavailable', fault: null }],
		]);
	});

	it('finds an order from the list of a phone', async () => {
		await open('#/events', { width: 390 });

		await page.getByLabel('Search events').fill('1001');
		await page.keyboard.press('Enter');

		await page.getByRole('heading', { name: /Order 1001/ }).waitFor();
		expect(await page.getByLabel('Search events').isVisible()).to.equal(false);
	});

	it('names on a phone how many dead letters there are', async () => {
		await open('#/overview', { width: 390 });

		const views = page.getByRole('navigation', { name: 'Views, bottom' });
		await views.getByRole('link', { name: /^Queue \d+ dead letters$/ }).waitFor();
	});

	it('repeats what was searched for when nothing matches', async () => {
		await open('#/events?q=zzzz');

		await page.getByRole('heading', { name: 'Nothing matches “zzzz”.' }).waitFor();
	});

	it('has neither faults nor requests when live', async () => {
		await open('#/events/1001');
		await page.getByRole('heading', { name: 'What was sent' }).waitFor();

		expect(await page.getByText('Faults').count()).to.equal(0);
		expect(await page.getByRole('tab').count()).to.equal(0);
	});

	it('is used by keys alone', async () => {
		await open('#/overview');
		await page.getByText('61%').first().waitFor();
		await page.keyboard.press('g');
		await page.keyboard.press('q');
		await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
		await page.keyboard.press('g');
		await page.keyboard.press('e');
		await rows().first().waitFor();
		await page.keyboard.press('j');
		await page.getByRole('heading', { name: /Order 1003/ }).waitFor();
		await page.keyboard.press('Escape');
		await page.getByRole('heading', { name: 'Choose an event' }).waitFor();
		await page.keyboard.press('?');
		const keys = page.getByRole('dialog', { name: 'Keys' });
		await keys.waitFor();
		await page.keyboard.press('Escape');
		// A dialog that is closed has no role any more, but the focus until it is gone.
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.keyboard.press('Space');
		await page.getByRole('button', { name: 'Paused' }).waitFor();
	});

	it('remembers the theme', async () => {
		await open('#/overview');
		await page.getByRole('button', { name: 'Switch to light theme' }).click();
		await page.getByRole('button', { name: 'Switch to dark theme' }).click();
		await page.reload();

		const background = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
		expect(background).to.equal('rgb(12, 13, 16)');
	});

	for (const [name, hash, sandbox] of [
		['overview', '#/overview', false],
		['story', '#/events/1001', false],
		['skipped', '#/events?outcome=skipped', false],
		['queue', '#/queue', false],
		['requests in a sandbox', '#/events/1001', true],
	] as const) {
		for (const [width, theme] of [
			[1280, 'light'],
			[390, 'dark'],
			[320, 'light'],
		] as const) {
			it(`has no finding of axe and no sideways scroll: ${name}, ${width} px, ${theme}`, async () => {
				await open(hash, { sandbox, width, theme, prepare: ({ answers }) => (answers.pixels = HELD) });
				await page.locator('main h1, main h2').first().waitFor();
				await page.getByText('is held since').waitFor();
				if (sandbox) await page.getByRole('tab', { name: 'What OpenAI would have received' }).click();

				expect(await findFindings(page)).to.deep.equal([]);
				expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.be.at.most(0);
			});
		}
	}
});
