import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { createAdminApp } from '../../src/inspector/admin-app.js';
import { readPageFiles } from '../../src/inspector/page-files.js';
import { freePort } from '../free-port.js';
import { anInspector } from '../inspector/an-inspector.js';
import { launchChromium } from '../launch-chromium.js';
import { anOperator } from '../operate/an-operator.js';
import { findFindings } from './find-findings.js';

const TOKEN = 'a-token-of-the-operator';

describe('signing in to the inspector page', function () {
	this.timeout(60_000);
	let browser: Browser;
	let app: FastifyInstance;
	let elsewhere: Server;
	let page: Page;
	let url: string;
	let nowMs: number;
	let lines: string[];

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());
	beforeEach(async () => {
		nowMs = 0;
		lines = [];
		const port = await freePort();
		url = `http://127.0.0.1:${port}`;
		app = createAdminApp(
			{ port, hosts: [], token: TOKEN, allowsActions: false },
			{
				operator: anOperator({}).operator,
				metrics: { contentType: 'text/plain', text: async () => '' },
				...anInspector(),
				page: readPageFiles({ sandbox: false, actions: false, signsIn: true, url: 'http://127.0.0.1:8787' }),
				log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
				monotonicMs: () => nowMs,
			},
		);
		await app.listen({ port, host: '127.0.0.1' });
		elsewhere = createServer((_request, response) => {
			response.setHeader('content-type', 'text/html');
			response.end(`<a href="${url}/#/queue">the queue</a>`);
		});
		await new Promise<void>((done) => elsewhere.listen(0, 'localhost', done));
		page = await (await browser.newContext()).newPage();
	});
	afterEach(async () => {
		await page.context().close();
		await app.close();
		elsewhere.close();
	});

	const form = () => page.getByRole('button', { name: 'Sign in' });
	const queue = () => page.getByRole('heading', { name: 'Queue', exact: true });

	async function signIn(token = TOKEN) {
		await page.getByLabel('Token').fill(token);
		await page.keyboard.press('Enter');
	}

	it('opens the page where it was asked for, by a cookie that no script can read', async () => {
		await page.goto(`${url}/#/queue`);
		await signIn();

		await queue().waitFor();
		expect(page.url()).to.equal(`${url}/#/queue`);
		const [cookie] = await page.context().cookies();
		expect(cookie).to.include({ httpOnly: true, sameSite: 'Strict', secure: false });
		expect(cookie!.value).to.match(/^[\w-]{43}$/);
		expect(cookie!.expires - Date.now() / 1000).to.be.within(11.9 * 3600, 12 * 3600);
		expect(await page.evaluate('document.cookie')).to.equal('');
		expect(lines.join()).not.to.include(TOKEN).and.not.to.include(cookie!.value);
	});

	it('says that a token is wrong, and after ten of them to wait', async () => {
		await page.goto(url);
		for (let n = 0; n < 10; n++) {
			await signIn(`wrong-${n}`);
			await page.getByRole('alert').getByText('expected the value of OPENAI_ADS_ADMIN_TOKEN').waitFor();
		}
		await signIn();
		await page.getByRole('alert').getByText('Too many wrong tokens. Try again in a minute.').waitFor();

		nowMs = 60_000;
		await signIn();
		await page.getByRole('navigation', { name: 'Views', exact: true }).waitFor();
	});

	it('is not asked for again by a link on another site', async () => {
		await page.goto(url);
		await signIn();
		await page.getByRole('button', { name: 'Sign out' }).waitFor();

		const { port } = elsewhere.address() as { port: number };
		await page.goto(`http://localhost:${port}`);
		await page.getByRole('link').click();

		await queue().waitFor();
		expect(page.url()).to.equal(`${url}/#/queue`);
	});

	it('ends when it is signed out, and after 12 hours', async () => {
		await page.goto(`${url}/#/queue`);
		await signIn();
		await page.getByRole('button', { name: 'Sign out' }).click();
		await form().waitFor();
		expect(await page.context().cookies()).to.deep.equal([]);

		await signIn();
		await queue().waitFor();
		nowMs = 12 * 3_600_000;
		await form().waitFor();
		expect(page.url()).to.equal(`${url}/#/queue`);
	});

	it('has no finding of axe, in either theme and on a phone', async () => {
		for (const [width, colorScheme] of [
			[1280, 'light'],
			[320, 'dark'],
		] as const) {
			await page.setViewportSize({ width, height: 800 });
			await page.emulateMedia({ colorScheme });
			await page.goto(url);
			await form().waitFor();

			expect(await findFindings(page)).to.deep.equal([]);
			expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.be.at.most(0);
		}
	});

	it('gets a cookie for https alone where the browser came by https', async () => {
		const { headers } = await app.inject({
			method: 'POST',
			url: '/api/sign-in',
			payload: { token: TOKEN },
			headers: { host: url.slice(7), origin: `https://${url.slice(7)}`, 'x-openai-ads-admin': '1' },
		});

		expect(headers['set-cookie']).to.match(/; HttpOnly; SameSite=Strict; Secure$/);
	});

	for (const [what, payload] of [
		['a token of another kind', { token: [TOKEN] }],
		['something else', { token: TOKEN, user: 'x' }],
		['more than 1 kB', { token: 'x'.repeat(1100) }],
	] as const) {
		it(`refuses ${what}`, async () => {
			const headers = { host: url.slice(7), 'x-openai-ads-admin': '1' };
			const answer = await app.inject({ method: 'POST', url: '/api/sign-in', payload, headers });

			expect(answer.statusCode).to.be.oneOf([400, 413]);
			expect(answer.headers['set-cookie']).to.equal(undefined);
		});
	}
});
