/** Takes the pictures of the inspector's page that the docs show: `tsx docs/generate/page-shots.ts`, after a build, with Chromium. */

import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { aGateway } from '../../gateway/test/page/a-gateway.js';

const FOLDER = join(import.meta.dirname, '../images');
const SHOTS = [
	['inspector-event-light', 'light', '#/events/1001'],
	['inspector-overview-dark', 'dark', '#/overview'],
] as const;

const gateway = await aGateway({ sandbox: true });
const browser = await chromium.launch({
	executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});
try {
	for (const [name, colorScheme, hash] of SHOTS) {
		const page = await browser.newPage({ viewport: { width: 1120, height: 760 }, colorScheme, timezoneId: 'UTC' });
		await page.goto(`${gateway.url}/${hash}`);
		await page.locator('main h1, main h2').first().waitFor();
		await page.evaluate('document.fonts.ready.then(() => true)');
		await page.waitForLoadState('load');
		await page.screenshot({ path: join(FOLDER, `${name}.png`) });
	}
} finally {
	await browser.close();
	await gateway.close();
}
