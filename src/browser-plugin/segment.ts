/** Plugs into Segment's Analytics.js, `@segment/analytics-next`, as an enrichment plugin. */

import { createEnrichment } from './enrich.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';

/** What is used of Analytics.js' context. */
interface EventContext {
	readonly event: object;
	updateEvent(path: string, value: unknown): unknown;
}

/** An enrichment plugin as `analytics.register()` takes it, with the page's controls. */
export interface OpenAIAds extends BrowserControls {
	readonly name: string;
	readonly type: 'enrichment';
	readonly version: string;
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
 * Creates the plugin. Register it before or together with `load()`, and calls made earlier are covered too.
 *
 *   const openAI = openAIAds();
 *   analytics.register(openAI);
 *
 * Puts `context.providers.openAI.oppref` (and the pixel's `obref`) into every call. Loads at once, never throws, never holds
 * up an event, and leaves the caller's objects as they are.
 */
export function openAIAds(options?: BrowserOptions): OpenAIAds {
	const { enrich, recall, forgo, controls } = createEnrichment(options);

	function add<C extends EventContext>(context: C): C {
		quietly(() => {
			const event: Record<string, unknown> = context.event as never; // Any object has keys.
			const next = enrich(event);
			for (const key in next) if (next[key] !== event[key]) context.updateEvent(key, next[key]);
		});
		return context;
	}

	return {
		name: 'OpenAI Ads Browser',
		type: 'enrichment',
		version: '0.1.0',
		isLoaded: () => true,
		// Analytics.js waits for this before it sends anything, so it never waits for anything itself.
		load: async (_, analytics) => {
			quietly(() => {
				if ((analytics as any)?.options?.disableClientPersistence) forgo();
				recall();
			});
		},
		track: add,
		page: add,
		identify: add,
		screen: add,
		group: add,
		alias: add,
		...controls,
	};
}
