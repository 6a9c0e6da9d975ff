/** Plugs into RudderStack's JavaScript SDK: its custom context where it has one (3.32 and later), its methods everywhere. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { controls, enrich } from './enrich.js';
import type { Foreign } from './foreign.js';
import { openPage } from './open-page.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { enrichCall, METHODS } from './rudderstack-calls.js';

/**
 * Attaches to RudderStack's SDK, or to the list that its snippet leaves until the SDK is there. Call it before `load()`, and
 * calls made earlier are covered too.
 *
 *   const openAI = openAIAdsForRudderStack(rudderanalytics);
 *   rudderanalytics.load(writeKey, dataPlaneUrl);
 *
 * Called again for the same SDK it returns the same controls. Never throws.
 */
export function openAIAdsForRudderStack(rudderanalytics: object, options?: BrowserOptions): BrowserControls {
	let sdk: Foreign = rudderanalytics;
	let sent: string | undefined;
	let consentManagement: unknown;
	const page = openPage(options, sync);
	const own: BrowserControls = quietly(() => sdk[STORE_KEY]) ?? controls(page);

	// The SDK stamps events with consent only later, so what it was told counts.
	const add = (event: Foreign) => enrich(page, event, { consentManagement });

	function sync(): void {
		const { context } = add({});
		// The SDK merges this into what it has, and null removes: the context of others stays. (3.34.1, read 2026-11-22)
		const wanted = { ...context, providers: { openAI: { oppref: null, obref: null, ...context?.providers?.openAI } } };
		const text = JSON.stringify(wanted);
		if (text !== sent && (sent || context)) sdk.setCustomContext?.(wanted);
		if (sent || context) sent = text;
	}

	function pass(method: string, args: Foreign[]): unknown[] {
		return (
			quietly(() => {
				consentManagement =
					(method === 'load' ? args[2] : method === 'consent' && args[0])?.consentManagement ?? consentManagement;
				sync();
				return enrichCall(method, args, add);
			}) ?? args
		);
	}

	function attach(target: Foreign): void {
		if (target[STORE_KEY]) return;
		target[STORE_KEY] = own;
		sdk = target;
		sent = undefined;
		for (const method of METHODS) {
			const original = target[method];
			if (original) target[method] = (...args: unknown[]) => original.apply(target, pass(method, args));
		}
		if (Array.isArray(target)) {
			target.forEach(([method, ...args], index) => {
				target[index] = [method, ...pass(method, args)];
			});
			// The SDK has taken the list's place.
			addEventListener('RSA_Initialised', () => quietly(() => attach((window as Foreign).rudderanalytics)));
		}
		sync();
	}

	quietly(() => attach(sdk));
	return own;
}
