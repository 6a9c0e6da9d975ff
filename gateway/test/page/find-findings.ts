import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RUN =
	'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.html.slice(0, 120)).slice(0, 3).join(" | "))))';

/** What axe finds. By the debugger, since the policy of the page lets in no script of others. */
export async function findFindings(page: Page): Promise<readonly string[]> {
	const debug = await page.context().newCDPSession(page);
	await debug.send('Runtime.evaluate', { expression: await readFile(AXE, 'utf8') });
	const { result } = await debug.send('Runtime.evaluate', { expression: RUN, awaitPromise: true });
	await debug.detach();
	return JSON.parse(result.value);
}
