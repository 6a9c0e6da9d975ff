/** Plugs into RudderStack's JavaScript SDK: its custom context where it has one (3.32 and later), its methods everywhere. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { controls } from './enrich.js';
import type { Foreign } from './foreign.js';
import { openPage } from './open-page.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { enrichCall, METHODS } from './rudderstack-calls.js';
import { enrichForSdk, type RudderStackPage, syncContext } from './rudderstack-context.js';

/**
 * Attaches to RudderStack's SDK, or to the list that its snippet leaves until the SDK is loaded. Call it before `load()`, and
 * it covers calls made earlier too.
 *
 *   const openAI = openAIAdsForRudderStack(rudderanalytics);
 *   rudderanalytics.load(writeKey, dataPlaneUrl);
 *
 * Called again for the same SDK it returns the same controls. Never throws.
 */
export function openAIAdsForRudderStack(rudderanalytics: object, options?: BrowserOptions): BrowserControls {
	const opened = openPage(options, syncContext);
	// Options may have any key, and these are not theirs.
	const page: RudderStackPage = Object.assign(opened, { sdk: rudderanalytics, consentManagement: undefined });
	const own = quietly(() => page.sdk[STORE_KEY]) ?? controls(page);
	quietly(() => attach(page, rudderanalytics, own));
	return own;
}

function attach(page: RudderStackPage, sdk: Foreign, own: BrowserControls): void {
	if (sdk[STORE_KEY]) return;
	sdk[STORE_KEY] = own;
	page.sdk = sdk;
	page.sent = undefined;
	for (const method of METHODS) {
		const original = sdk[method];
		if (original) sdk[method] = (...args: Foreign[]) => original.apply(sdk, enrichArguments(page, method, args));
	}
	if (Array.isArray(sdk)) {
		sdk.forEach(([method, ...args], index) => {
			sdk[index] = [method, ...enrichArguments(page, method, args)];
		});
		// By then the SDK has replaced the list.
		addEventListener('RSA_Initialised', () => quietly(() => attach(page, (window as Foreign).rudderanalytics, own)));
	}
	syncContext(page);
}

function enrichArguments(page: RudderStackPage, method: string, args: Foreign[]): unknown[] {
	return (
		quietly(() => {
			page.consentManagement =
				(method === 'load' ? args[2] : method === 'consent' && args[0])?.consentManagement ?? page.consentManagement;
			syncContext(page);
			return enrichCall(method, args, (event) => enrichForSdk(page, event));
		}) ?? args
	);
}
