/** Plugs into MetaRouter's SDK and older versions of Analytics.js, as source middleware. */

import { controls, enrich } from './enrich.js';
import type { Foreign } from './foreign.js';
import { openPage } from './open-page.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { recall } from './recall.js';

/** What the host passes to source middleware. */
interface Passage {
	readonly payload: { obj: object };
	next(payload: Foreign): unknown;
}

/** Source middleware with the page's controls. */
export type OpenAIAdsMiddleware = ((passage: Passage) => void) & BrowserControls;

/**
 * Creates source middleware. It calls `next` exactly once for every event, without delay.
 *
 *   analytics.addSourceMiddleware(OpenAIAds.openAIAdsMiddleware());
 */
export function openAIAdsMiddleware(options?: BrowserOptions): OpenAIAdsMiddleware {
	const page = openPage(options, recall);
	return Object.assign(({ payload, next }: Passage) => {
		quietly(() => {
			Object.assign(payload.obj, enrich(page, payload.obj));
		});
		next(payload);
	}, controls(page));
}
