import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import type { Page } from 'playwright-core';
import { until } from '../process/gateway-process.js';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { findFindings } from './find-findings.js';
import { aSetUpPage, readAll, type SetUpPage } from './set-up-page.js';

const KEY = 'sk-svcacct-Mark3dKey-0123456789';
const OTHER = 'Mark3dOther-0123456789';
const ROUTE = '/api/set-up/check-key';

const button = (page: Page) => page.getByRole('button', { name: /^Check (the|2) keys?$/ });
const section = (page: Page) => page.locator('.su-check');

async function fillIn(page: Page, key: string): Promise<void> {
	await page.getByLabel('Conversions API key apiKey', { exact: true }).fill(key);
	await page.getByLabel('Pixel ID pixelId', { exact: true }).fill('px_1');
	await page.getByLabel('Pixel ID pixelId', { exact: true }).blur();
}

/** Nowhere but in the body of the one request that somebody asked for. */
async function expectGone(page: Page, { sent, log }: SetUpPage): Promise<void> {
	const addresses = sent.map((request) => request.split(' ', 1)[0]);
	const others = sent.filter((request) => !request.includes(ROUTE));
	for (const text of [await readAll(page), addresses.join(), others.join(), log()]) expect(text).not.to.match(/Mark3d/);
}

/** Keys are checked once in some seconds, and the test before has asked. */
async function askUntil(page: Page, words: string): Promise<void> {
	await until(`it says: ${words}`, async () => {
		await button(page).waitFor(); // While a key is checked, it has another name.
		if ((await section(page).getByText(words).count()) > 0) return true;
		await button(page).click();
		return false;
	});
}

describe('the check of a key in the set-up view', function () {
	this.timeout(120_000);

	describe('of a gateway that sends to OpenAI', () => {
		let openAI: Sandbox;
		let gateway: SetUpPage;
		let page: Page;

		before(async () => {
			openAI = await createSandbox({ apiKey: KEY });
			gateway = await aSetUpPage({
				OPENAI_ADS_ENDPOINT: openAI.endpoint,
				OPENAI_ADS_ADVERTISER_ENDPOINT: `${openAI.url}/v1`,
				OPENAI_CONVERSIONS_API_KEY: 'the-key-of-the-gateway-itself',
				OPENAI_ADS_PIXEL_ID: 'px_own',
				OPENAI_ADS_WRITE_KEY: 'a-write-key',
			});
		});
		after(async () => {
			await gateway?.close();
			await openAI?.close();
			removeTemporaryFolders();
		});
		afterEach(async () => {
			await page.context().close();
			expect(gateway.faults).to.deep.equal([]);
		});

		it('asks only when it is told to, says whether OpenAI takes the key, and keeps it nowhere', async () => {
			page = await gateway.open('#/set-up/file');
			await section(page).getByText('Fill in the key and the pixel ID first.').waitFor();
			expect(await button(page).isDisabled()).to.equal(true);
			await fillIn(page, KEY);
			await section(page)
				.getByText('The key is sent to this gateway, and from there to OpenAI; it is not kept.')
				.waitFor();
			expect(gateway.sent.join('\n')).not.to.include(ROUTE);

			await button(page).click();
			await section(page).getByText('may send conversions for this pixel').waitFor();

			expect(gateway.sent.filter((request) => request.includes(ROUTE))).to.have.length(1);
			expect(openAI.requests().map(({ pid, validateOnly }) => [pid, validateOnly])).to.deep.equal([['px_1', true]]);
			await expectGone(page, gateway);
			expect(await findFindings(page)).to.deep.equal([]);

			await page.getByRole('button', { name: 'Remove' }).click();
			await section(page).getByText('may send conversions').waitFor({ state: 'detached' });
			await page.getByRole('link', { name: 'Queue', exact: true }).click();
			await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
			await expectGone(page, gateway);
		});

		it('says why a key is refused', async () => {
			page = await gateway.open('#/set-up/environment');
			await fillIn(page, OTHER);

			await askUntil(page, 'it does not begin with sk-');

			await expectGone(page, gateway);
		});
	});

	describe('of a sandbox', () => {
		let gateway: SetUpPage;
		let page: Page;

		before(async () => {
			gateway = await aSetUpPage();
		});
		after(async () => {
			await gateway?.close();
			removeTemporaryFolders();
		});

		it('asks the sandbox, says so, and keeps the key nowhere, at every width and theme', async () => {
			for (const [width, theme] of [
				[1280, 'light'],
				[390, 'dark'],
			] as const) {
				page = await gateway.open('#/set-up/rudderstack', { width, theme });
				await fillIn(page, KEY);
				await section(page).getByText('from there to the sandbox, not to OpenAI; it is not kept.').waitFor();
				expect(await findFindings(page)).to.deep.equal([]);
				expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).to.equal(false);
				await page.context().close();
			}
			page = await gateway.open('#/set-up/rudderstack');
			await fillIn(page, KEY);

			await button(page).click();
			await section(page).getByText('The sandbox takes it, as it takes any. OpenAI was not asked').waitFor();

			await expectGone(page, gateway);
			await page.context().close();
		});

		it('asks for no key with Segment, which has a form of its own for it', async () => {
			page = await gateway.open('#/set-up/segment');
			await page.getByRole('heading', { name: 'Checks' }).waitFor();

			expect(await section(page).count()).to.equal(0);
			await page.context().close();
		});
	});
});
