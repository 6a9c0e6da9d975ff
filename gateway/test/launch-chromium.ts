import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.js';

/** A browser for the inspector's page. @throws if there is none */
export function launchChromium(): Promise<Browser> {
	return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
}
