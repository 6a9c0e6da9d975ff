/**
 * Puts the destination into Segment's server SDK, `@segment/analytics-node`, as a plugin.
 * Speaks the SDK's language and nothing more: `createDestination` decides what becomes of an event.
 */

import type { Plugin } from '@segment/analytics-node';
import { createDestination } from '../../destination.js';
import type { Ports } from '../../ports.js';
import { VERSION } from '../../primitives/version.js';
import { parseSettings } from '../../settings/settings.js';
import { reportTo } from './answers.js';
import { flushTogether } from './deliver.js';
import { createHandlers } from './handlers.js';
import { type OpenAIAdsPluginOptions, readOptions } from './settings.js';

export type { OpenAIAdsPluginOptions } from './settings.js';

/**
 * Creates a `destination` plugin named after the setting `integrationName`, the name by which `integrations` of a call select it.
 *
 *   const analytics = new Analytics({ writeKey });
 *   await analytics.register(openAIAdsPlugin({ apiKey, pixelId, onError: (result) => log.error(result) }));
 *   analytics.track({ userId: 'u1', event: 'Order Completed', properties: { total: 129.99, currency: 'USD' } });
 *   await analytics.closeAndFlush(); // waits for OpenAI too
 *
 * Its handlers take an event and return at once, so a slow OpenAI holds up neither Segment's delivery nor the callbacks of
 * calls. `flush()` and `closeAndFlush()` deliver the events that wait, within their timeout, `deregister()` within 30 seconds.
 *
 * @param ports replaces parts of the outside world, as in `createDestination`; its `onResult` is called too
 * @throws SettingsError naming everything that is wrong with the settings; nothing else ever throws
 */
export function openAIAdsPlugin(options: OpenAIAdsPluginOptions, ports?: Partial<Ports>): Plugin {
	const { onResult, onError, settings } = readOptions(options);
	const report = reportTo([ports?.onResult, onResult], onError);
	const destination = createDestination(settings, { ...ports, onResult: report });
	const handlers = createHandlers(destination);

	return {
		name: parseSettings(settings).integrationName,
		type: 'destination',
		version: VERSION,
		isLoaded: () => true,
		load: async (_context, analytics) => flushTogether(analytics, destination, handlers.countEvents),
		unload: () => destination.close(),
		...handlers.byType,
	};
}
