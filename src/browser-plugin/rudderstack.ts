/** Plugs into RudderStack's JavaScript SDK: its custom context where it has one (3.32 and later), its methods everywhere. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { controls, enrich } from './enrich.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { openPage } from './page.js';
import { quietly } from './quietly.js';
import { enrichCall, METHODS } from './rudderstack-calls.js';

/** RudderStack's SDK, or the list that its snippet leaves until the SDK is there. */
type Sdk = Record<string, any>;

/**
 * Attaches to RudderStack's SDK. Call it before `load()`, and calls made earlier are covered too.
 *
 *   const openAI = openAIAdsForRudderStack(rudderanalytics);
 *   rudderanalytics.load(writeKey, dataPlaneUrl);
 *
 * Called again for the same SDK it returns the same controls. Never throws.
 */
export function openAIAdsForRudderStack(rudderanalytics: object, options?: BrowserOptions): BrowserControls {
	const attached = quietly(() => (rudderanalytics as Sdk)[STORE_KEY] as BrowserControls | undefined);
	if (attached) return attached;

	let sdk: Sdk = rudderanalytics;
	let sent = '';
	let consentManagement: unknown;
	const stamps = () => ({ consentManagement });
	const page = openPage(options, sync);
	const own = controls(page);

	// The SDK merges what it gets into what it has, and null removes: others' context stays. (3.34.1, read 2026-11-22)
	function sync(): void {
		const { context = {} } = enrich(page, {}, stamps());
		const wanted = { ...context, providers: { openAI: { oppref: null, obref: null, ...context.providers?.openAI } } };
		const text = JSON.stringify(wanted);
		if (text === sent || (!sent && !context.providers && !context.privacy)) return;
		sdk['setCustomContext']?.(wanted);
		sent = text;
	}

	function pass(method: string, args: unknown[]): unknown[] {
		const said: any = args[method === 'load' ? 2 : 0];
		if (method === 'load' || method === 'consent') consentManagement = said?.consentManagement ?? consentManagement;
		quietly(sync);
		return quietly(() => enrichCall(method, args, (event) => enrich(page, event, stamps()))) ?? args;
	}

	function attach(target: Sdk): void {
		sdk = target;
		sdk[STORE_KEY] = own;
		for (const method of METHODS) {
			const original = sdk[method];
			if (original) sdk[method] = (...args: unknown[]) => original.apply(target, pass(method, args));
		}
	}

	quietly(() => {
		attach(sdk);
		if (Array.isArray(sdk)) {
			for (const [index, [method, ...args]] of sdk.entries()) sdk[index] = [method, ...pass(method, args)];
			// The SDK has taken the list's place.
			document.addEventListener('RSA_Initialised', () => quietly(() => attach((window as any).rudderanalytics)));
		}
		sync();
	});
	return own;
}
