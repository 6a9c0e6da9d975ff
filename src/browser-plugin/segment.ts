/** Plugs into Segment's Analytics.js, `@segment/analytics-next`, as an enrichment plugin. */

import { controls, enrich } from './enrich.js';
import { openPage } from './open-page.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { recall } from './recall.js';

/** The part of Analytics.js' context that is used. */
interface EventContext {
	readonly event: object;
}

/** An enrichment plugin as `analytics.register()` takes it, with the page's controls. */
export interface OpenAIAds extends BrowserControls {
	readonly name: string;
	readonly type: 'enrichment';
	isLoaded(): boolean;
	load(context: unknown, analytics?: unknown): Promise<void>;
	track<C extends EventContext>(context: C): C;
	page<C extends EventContext>(context: C): C;
	identify<C extends EventContext>(context: C): C;
	screen<C extends EventContext>(context: C): C;
	group<C extends EventContext>(context: C): C;
	alias<C extends EventContext>(context: C): C;
}

/**
 * Creates the plugin. Register it before or together with `load()`, and it covers calls made earlier too.
 *
 *   const openAI = openAIAds();
 *   analytics.register(openAI);
 *
 * Adds `context.providers.openAI.oppref` (and the pixel's `obref`) to every call. Loads at once, never throws, never delays an
 * event, and does not change the caller's objects.
 */
export function openAIAds(options?: BrowserOptions): OpenAIAds {
	const page = openPage(options, recall);

	function add<C extends EventContext>(context: C): C {
		quietly(() => {
			Object.assign(context.event, enrich(page, context.event));
		});
		return context;
	}

	return {
		name: 'openAIAds',
		type: 'enrichment',
		isLoaded: () => true,
		// Analytics.js sends nothing until this resolves, so it waits for nothing.
		async load(_, analytics) {
			page.host = analytics;
		},
		track: add,
		page: add,
		identify: add,
		screen: add,
		group: add,
		alias: add,
		...controls(page),
	};
}
