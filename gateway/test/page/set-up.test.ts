import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { runCommand } from '../cli/run-command.js';
import { aWorkspace } from '../rudderstack/a-workspace.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { findFindings } from './find-findings.js';
import { aSetUpPage, download, readAll, type SetUpPage } from './set-up-page.js';

const KEY = 'sk-svcacct-Mark3dKey-0123456789';
const TEXT = JSON.stringify(aWorkspace(), null, 2);

describe('the set-up view', function () {
	this.timeout(120_000);
	let gateway: SetUpPage;
	let page: Page;

	before(async () => {
		gateway = await aSetUpPage();
	});
	after(async () => {
		await gateway?.close();
		removeTemporaryFolders();
	});
	afterEach(async () => {
		await page.context().close();
		expect(gateway.faults).to.deep.equal([]);
	});

	const field = (name: string | RegExp) => page.getByLabel(name, { exact: typeof name === 'string' });
	const status = (words: string) =>
		page.locator('.su-result [role=status][aria-busy=false]', { hasText: words }).waitFor();
	const group = (title: string) => page.locator('summary', { hasText: title });
	const key = () => field('Conversions API key apiKey');
	const pixelId = () => field('Pixel ID pixelId');

	/** One after the other, as each changes the page. */
	const openAll = async () => {
		const closed = page.locator('.su-group:not([open]) > summary');
		while ((await closed.count()) > 0) await closed.first().click();
	};

	it('writes what the command writes, byte for byte, for somebody who begins with nothing', async () => {
		const startedMs = Date.now();
		page = await gateway.open('');
		await page.getByRole('heading', { name: 'Waiting for the first event' }).waitFor();
		await page.locator('.first').getByRole('link', { name: 'Set up' }).click();
		await key().fill(KEY);
		await pixelId().fill('px_1');
		const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(TEXT) };
		await field('Your workspaceConfig.json').setInputFiles(file);
		await field('Source whose events are sent').selectOption('Shop (s-1)');
		await status('Ready');

		const given = await download(page, page.getByRole('button', { name: 'Download' }));

		const cwd = temporaryFolder();
		writeFileSync(join(cwd, 'mine.json'), TEXT);
		const flags = ['--source', 'Shop', '--pixel-id', 'px_1', '--apply'];
		await runCommand(['rudderstack', 'add', 'mine.json', ...flags], { cwd, env: { OPENAI_CONVERSIONS_API_KEY: KEY } });
		expect(given).to.deep.equal({ name: 'mine.json', text: readFileSync(join(cwd, 'mine.json'), 'utf8') });
		expect(given.text).to.include(KEY);
		expect(Date.now() - startedMs).to.be.below(120_000);
		const preview = await page.locator('.su-text pre').innerText();
		expect(preview).to.include('+   "apiKey": "(not shown)"'.replace('+   ', '+     ')).and.to.include('"px_1"');
	});

	it('takes a pasted file, and says why it does not understand one, without keeping it in sight', async () => {
		page = await gateway.open('#/set-up/rudderstack');
		const paste = field('or paste it:');

		const pasteText = async (text: string) => {
			await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
			await paste.focus();
			await page.keyboard.press('Control+V');
		};

		await pasteText('{ "secret": "Mark3dFile" }');
		await page.getByText('expected `sources` at the root, got none.'.replaceAll('`', ''), { exact: false }).waitFor();
		expect(await readAll(page)).not.to.include('Mark3dFile');

		await pasteText(TEXT);
		await field('Source whose events are sent').waitFor();
		expect(await readAll(page)).not.to.include('their-secret');
	});

	it('sends no key anywhere, and has none afterwards in document, address, history, storage or log', async () => {
		page = await gateway.open('#/set-up/file');
		await key().fill(KEY);
		await pixelId().fill('px_1');
		await group('Who may send').click();
		const writeKeys = page.getByRole('group', { name: /^Write keys/ });
		await writeKeys.getByRole('button', { name: 'Add a row' }).click();
		await writeKeys.getByLabel('Key key').fill('Mark3dWriteKey,with:marks');
		await page
			.getByRole('group', { name: /^Webhook secrets/ })
			.getByLabel('Segment segment')
			.fill('Mark3dSegment');
		await group('Where it listens').click();
		await field('Admin token adminToken').fill('Mark3dTokenOf20Letters');
		await group('Queue and limits').click();
		await field('Queue queue').fill('postgres://u:Mark3dPassword@db/q');
		await group('Held events').click();
		await field('Webhook webhook').fill('https://hooks.example/Mark3dHook');
		await page.getByRole('heading', { name: 'Set up' }).click();
		await status('Ready');

		expect(await readAll(page)).not.to.match(/Mark3d/);
		const variables = await download(page, page.getByLabel('openai-ads.env').getByRole('button', { name: 'Download' }));
		const file = await download(page, page.getByLabel('openai-ads.json').getByRole('button', { name: 'Download' }));
		expect(variables.text.match(/Mark3d\w+/g)).to.have.members([
			'Mark3dKey',
			'Mark3dSegment',
			'Mark3dTokenOf20Letters',
			'Mark3dPassword',
			'Mark3dHook',
		]);
		expect(JSON.parse(file.text).gateway.writeKeys).to.deep.equal([{ key: 'Mark3dWriteKey,with:marks' }]);

		await page.getByRole('link', { name: 'Queue', exact: true }).click();
		await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
		expect(await readAll(page)).not.to.match(/Mark3d|set-up-secret/);
		await page.goBack();
		await status('1 to correct');
		expect(await readAll(page)).not.to.match(/Mark3d|set-up-secret/);
		expect(gateway.sent.join('\n')).not.to.match(/Mark3d|their-secret/);
		expect(gateway.log()).not.to.match(/Mark3d|set-up-secret|their-secret/);
	});

	it('judges a key by its form without seeing it', async () => {
		page = await gateway.open('#/set-up/file');
		await key().fill('Mark3d key with spaces');
		await pixelId().focus();

		await page.locator('#su-destination-apiKey-e').getByText('expected a key of visible ASCII characters').waitFor();
		expect(await key().getAttribute('aria-invalid')).to.equal('true');
		expect(gateway.sent.join('\n')).not.to.include('Mark3d key');
	});

	it('says what is wrong beside the setting, and leads there', async () => {
		page = await gateway.open('#/set-up/environment');
		await group('Delivery').click();
		await field('Flush at flushAt').fill('5000');
		await page
			.locator('#su-destination-flushAt-e')
			.getByText('expected an integer from 1 to 1000, got 5000.')
			.waitFor();
		await status('1 to correct');
		await group('Delivery').click();

		await page.getByRole('button', { name: 'destination.flushAt' }).click();

		await page.locator('#su-destination-flushAt:focus').waitFor();
		await field('Flush at flushAt').fill('50');
		await status('2 missing');
		await page.getByText('Nothing is wrong with these settings').waitFor();
	});

	it('says what to enter in Segment, field by field', async () => {
		page = await gateway.open('#/set-up/segment');
		await pixelId().fill('px_1');
		const rows = page.getByRole('group', { name: /^Event mapping/ });
		await rows.getByRole('button', { name: 'Add a row' }).click();
		await rows.getByLabel('From from').fill('Order Paid');
		await rows.getByLabel('To to').selectOption('order_created');
		await group('What is sent').click();
		await page
			.getByRole('group', { name: /^Field mapping/ })
			.getByRole('button', { name: 'Add an entry' })
			.click();
		await page.getByText('Not written: it has no name yet.').waitFor();
		await field('Name').fill('user.ip_address');
		await page
			.getByRole('group', { name: /^Field mapping/ })
			.getByLabel('none at all: an empty list')
			.check();
		await group('Delivery').click();
		await field('Flush at flushAt').fill('20');
		await status('Ready');

		const fields = page.locator('.su-seg');
		await fields.getByText('{"flushAt":20}').waitFor();
		const text = await fields.innerText();
		expect(text).to.include('Order Paid → order_created').and.to.include('user.ip_address → off');
		expect(text).to.include('your key: type it into Segment alone');
		expect(await key().count()).to.equal(0);
	});

	it('has a control for every setting of the schema', async () => {
		page = await gateway.open('#/set-up/file');
		await status('missing');
		await openAll();
		const { schema } = (await (await fetch(`${gateway.admin}/api/set-up`)).json()) as {
			schema: { properties: Record<'destination' | 'gateway', { properties: object }> };
		};
		const names = (['destination', 'gateway'] as const).flatMap((section) =>
			Object.keys(schema.properties[section].properties).map((name) => `su-${section}-${name}-field`),
		);

		expect(names).to.have.length.above(60);
		for (const id of names) expect(await page.locator(`[id="${id}"]`).count(), id).to.equal(1);
		expect(await page.locator('#su-pixels-field').getByRole('button', { name: 'Add an entry' }).count()).to.equal(1);
	});

	it('is used by keyboard alone', async () => {
		page = await gateway.open('#/queue');
		await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
		await page.keyboard.press('g');
		await page.keyboard.press('s');
		await status('missing');
		const tabTo = async (id: string) => {
			for (let n = 0; n < 60; n++) {
				await page.keyboard.press('Tab');
				if (await page.evaluate(`document.activeElement?.id === '${id}'`)) return;
			}
			throw new Error(`Tab never came to ${id}.`);
		};
		await page.locator('input[name=su-target]:checked').focus();
		await page.keyboard.press('ArrowRight');
		await page.waitForURL(/#\/set-up\/segment$/);
		await page.keyboard.press('ArrowRight');
		await page.waitForURL(/#\/set-up\/file$/);
		await tabTo('su-destination-apiKey');
		await page.keyboard.type(KEY);
		await tabTo('su-destination-pixelId');
		await page.keyboard.type('px_1');
		await status('Ready');
		await page.getByRole('button', { name: 'Copy' }).first().focus();
		await page.keyboard.press('Enter');
		await page.getByText('copied.').waitFor();

		expect(JSON.parse(await page.evaluate('navigator.clipboard.readText()'))).to.deep.equal({
			destination: { pixelId: 'px_1' },
		});
	});

	it('has no findings of axe at the other targets, filled in', async () => {
		page = await gateway.open('#/set-up/segment', { width: 390 });
		await pixelId().fill('px_1');
		await status('Ready');
		expect(await findFindings(page)).to.deep.equal([]);

		await page.getByRole('radio', { name: /^RudderStack/ }).check();
		await page.getByRole('button', { name: 'I have none yet' }).click();
		await page.locator('.su-text pre').waitFor();
		expect(await findFindings(page)).to.deep.equal([]);
	});

	for (const [width, theme] of [
		[1280, 'light'],
		[390, 'dark'],
		[320, 'light'],
	] as const) {
		it(`has no findings of axe and no sideways scrolling at ${width} pixels, ${theme}, with everything open`, async () => {
			page = await gateway.open('#/set-up/file', { width, theme });
			await status('missing');
			await openAll();
			for (const name of [/^Event mapping/, /^Write keys/])
				await page.getByRole('group', { name }).getByRole('button', { name: 'Add a row' }).click();
			await page.locator('#su-pixels-field').getByRole('button', { name: 'Add an entry' }).click();
			await page.locator('#su-pixels-field summary', { hasText: 'Settings of its own' }).click();
			await page.locator('#su-destination-consent').selectOption('requireCategories');
			await status('to correct');

			expect(await findFindings(page)).to.deep.equal([]);
			const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
			expect(await page.evaluate(overflow)).to.equal(0);
		});
	}
});
