/** Debian's Chromium, started once for all browser tests. Without it they fail; they are never skipped. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../../gateway/test/find-chromium.js';

/**
 * `*.shop.test` and `*.other.test` lead to this machine, so that cookies have real sub-domains; both count as secure,
 * as https does, or the browser would send no `Sec-Fetch-Site`.
 */
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP *.test 127.0.0.1',
	'--unsafely-treat-insecure-origin-as-secure=*.shop.test,*.other.test',
	// A browser without a window says so in its agent, and its events are left out as a bot's.
	'--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
];

const launched = new Map<string, Promise<Browser>>();

/** The one browser of this run, or the whole one. @throws an error that says what to install if Chromium is missing */
export function theBrowser(isWhole = false): Promise<Browser> {
	const executablePath = findChromium(isWhole);
	const browser = launched.get(executablePath) ?? chromium.launch({ executablePath, args: ARGS });
	launched.set(executablePath, browser);
	return browser;
}

/** Closes what was started. A worker of `mocha --parallel` keeps them for its next file; they end with the worker. */
export async function closeTheBrowser(): Promise<void> {
	if (process.env['MOCHA_WORKER_ID'] !== undefined) return;
	for (const browser of launched.values()) await (await browser).close();
}

/** The setting "block all cookies", which blocks localStorage too. */
const BLOCK_ALL = { profile: { default_content_setting_values: { cookies: 2 } } };

/** A browser whose owner blocks all cookies. @param profile an empty folder; remove it only after the browser is closed */
export function aBrowserWithoutCookies(profile: string): Promise<BrowserContext> {
	mkdirSync(join(profile, 'Default'));
	writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(BLOCK_ALL));
	return chromium.launchPersistentContext(profile, { executablePath: findChromium(true), args: ARGS });
}
