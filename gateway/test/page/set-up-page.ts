/** A gateway without any settings, and its set-up view in a browser. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../free-port.js';
import { launchChromium } from '../launch-chromium.js';
import { startGatewayProcess } from '../process/gateway-process.js';
import { temporaryFolder } from '../temporary-folder.js';

export interface SetUpPage {
	readonly admin: string;
	readonly browser: Browser;
	/** What the gateway wrote on standard error. */
	log(): string;
	/** Opens a page; what it posts is kept in `sent`, what is wrong with it in `faults`. */
	open(hash: string, options?: { width?: number; theme?: 'light' | 'dark' }): Promise<Page>;
	readonly sent: string[];
	readonly faults: string[];
	close(): Promise<void>;
}

/** Started as somebody does who has nothing yet. @param live variables of a gateway that sends, in place of a sandbox */
export async function aSetUpPage(live?: Readonly<Record<string, string>>): Promise<SetUpPage> {
	const port = await freePort();
	const mode = live === undefined ? ['--sandbox'] : [];
	const args = [...mode, '--port', '0', '--admin-port', String(port), '--data', join(temporaryFolder(), 'data')];
	const gateway = await startGatewayProcess(args, live ?? {});
	const browser = await launchChromium();
	const admin = `http://127.0.0.1:${port}`;
	const [sent, faults]: [string[], string[]] = [[], []];
	return {
		admin,
		browser,
		sent,
		faults,
		log: () => gateway.stderr(),
		open: async (hash, { width = 1280, theme = 'light' } = {}) => {
			const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
			await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: admin });
			const page = await context.newPage();
			page.setDefaultTimeout(20_000);
			page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
			page.on('pageerror', ({ message }) => faults.push(message));
			page.on('console', (message) => {
				if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
			});
			await page.goto(`${admin}/${hash}`);
			return page;
		},
		close: async () => {
			await browser.close();
			await gateway.end('SIGTERM');
		},
	};
}

/** The text of what a button downloads, and its name. */
export async function download(page: Page, button: ReturnType<Page['getByRole']>) {
	const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
	return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Everything of a page that somebody could read later: the document, what is typed in it, its address, what the browser keeps. */
export function readAll(page: Page): Promise<string> {
	return page.evaluate(`[
		document.documentElement.outerHTML, location.href, JSON.stringify(history.state),
		...[...document.querySelectorAll('input, textarea, select')].map((each) => each.value + each.defaultValue),
		JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie,
	].join('\\n')`);
}
