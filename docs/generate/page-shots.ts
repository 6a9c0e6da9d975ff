/** Takes the pictures of the inspector's page that the docs show, of a real sandbox: `tsx docs/generate/page-shots.ts`, after a build, with Chromium. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../gateway/test/launch-chromium.js';
import { aBusyGateway } from '../../gateway/test/page/a-busy-gateway.js';

const FOLDER = join(import.meta.dirname, '../images');
/** What a reader loads for one picture. Our choice. */
const MAX_BYTES = 80 * 1024;
const VIEWS = [
	['inspector-overview', '#/overview', 760],
	['inspector-event', '#/events/1001', 860],
	['inspector-sandbox', '#/events/1001?tab=requests', 860],
	['inspector-set-up', '#/set-up/rudderstack', 820],
] as const;

async function take(browser: Browser, admin: string, colorScheme: 'light' | 'dark'): Promise<void> {
	for (const [name, hash, height] of VIEWS) {
		const page = await browser.newPage({ viewport: { width: 1120, height }, colorScheme, timezoneId: 'UTC' });
		await page.goto(`${admin}/${hash}`);
		await page.locator('main h1, main h2').first().waitFor();
		await page.getByRole('button', { name: /^Live/ }).waitFor();
		if (hash.includes('tab=')) {
			await page.getByText('Faults').click();
			await page.getByRole('tab', { name: 'What OpenAI would have received' }).click();
		}
		if (hash.includes('set-up')) await fillIn(page);
		await page.evaluate('document.fonts.ready.then(() => true)');
		const debug = await page.context().newCDPSession(page);
		const { data } = await debug.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
		const bytes = Buffer.from(data, 'base64');
		if (bytes.length > MAX_BYTES) throw new Error(`${name}: expected at most ${MAX_BYTES} bytes, got ${bytes.length}.`);
		writeFileSync(join(FOLDER, `${name}-${colorScheme}.webp`), bytes);
		await page.close();
	}
}

/** As far as a newcomer comes in a minute. */
async function fillIn(page: Page): Promise<void> {
	await page.getByLabel('Conversions API key apiKey').fill('a key of nobody, of 32 characters'.replaceAll(' ', '-'));
	await page.getByLabel('Pixel ID pixelId').fill('9fKxQpT3aBc');
	await page.getByRole('button', { name: 'I have none yet' }).click();
	await page.getByText('Ready', { exact: true }).waitFor();
}

const folder = mkdtempSync(join(tmpdir(), 'page-shots-'));
const gateway = await aBusyGateway(folder);
const browser = await launchChromium();
try {
	await take(browser, gateway.admin, 'light');
	await take(browser, gateway.admin, 'dark');
} finally {
	await browser.close();
	await gateway.close();
	rmSync(folder, { recursive: true, force: true });
}
