/**
 * Puts the destination into Segment's server SDK, `@segment/analytics-node`, as a plugin.
 * Speaks the SDK's language and nothing more: what an event becomes is decided behind `createDestination`.
 */

import type { Context, Plugin } from '@segment/analytics-node';
import { createDestination } from '../../destination.js';
import type { EventResult } from '../../event-result.js';
import { harmless, type Ports } from '../../ports.js';
import { isRecord } from '../../primitives/json.js';
import { parseSettings, type SettingsInput } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';
import { flushAlong } from './deliver.js';

/** The version of this package, which the SDK keeps with the plugin. */
const VERSION = '0.1.0';

/** The settings of `createDestination`, and whom to tell. */
export interface OpenAIAdsPluginOptions extends SettingsInput {
	/** Called once for every event's result. Errors thrown here are ignored. */
	readonly onResult?: (result: EventResult) => void;
	/**
	 * Called after `onResult` for every event that OpenAI did not get: `discarded` (fix the event or the mapping) and
	 * `failed` (the event is fine and can be sent again). The SDK's own `error` event is about Segment only.
	 * Errors thrown here are ignored.
	 */
	readonly onError?: (result: EventResult) => void;
}

/**
 * Creates a `destination` plugin named after the setting `integrationName`, the name that `integrations` of a call go by.
 *
 *   const analytics = new Analytics({ writeKey });
 *   await analytics.register(openAIAdsPlugin({ apiKey, pixelId, onError: (result) => log.error(result) }));
 *   analytics.track({ userId: 'u1', event: 'Order Completed', properties: { total: 129.99, currency: 'USD' } });
 *   await analytics.closeAndFlush(); // waits for OpenAI too
 *
 * Its handlers take an event and return at once: however slow OpenAI is, Segment's delivery and the callbacks of calls are not
 * held up. `flush()` and `closeAndFlush()` deliver what waits, within their timeout; `deregister()` takes as long as it takes.
 *
 * @param ports replaces parts of the outside world, as in `createDestination`; its `onResult` is called too
 * @throws SettingsError naming everything that is wrong with the settings; nothing else ever throws
 */
export function openAIAdsPlugin(options: OpenAIAdsPluginOptions, ports?: Partial<Ports>): Plugin {
	if (!isRecord(options)) parseSettings(options); // Says what came instead.
	const { onResult, onError, ...settings } = options;
	requireFunctions({ onResult, onError });
	const report = reportTo([ports?.onResult, onResult], onError);
	const destination = createDestination(settings, { ...ports, onResult: report });
	let taken = 0;

	// A handler that waited for OpenAI would hold up Segment: when the SDK closes, it sends its last batch only once all events
	// that are not finished are in it, or after its flushInterval, 10 s by default. (measured with 3.1.0: 10 s against 4 ms)
	const take = (context: Context) => {
		taken++;
		void destination.send(context.event); // Never rejects.
		return context;
	};

	return {
		name: parseSettings(settings).integrationName,
		type: 'destination',
		version: VERSION,
		isLoaded: () => true,
		load: async (_context, analytics) => flushAlong(analytics, destination, () => taken),
		unload: () => destination.close(),
		track: take,
		page: take,
		screen: take,
		identify: take,
		group: take,
		alias: take,
	};
}

function requireFunctions(reports: Readonly<Record<string, unknown>>): void {
	const problems = Object.entries(reports)
		.filter(([, report]) => report !== undefined && typeof report !== 'function')
		.map(([name, report]) => `settings.${name}: expected a function, got ${report === null ? 'null' : typeof report}.`);
	if (problems.length > 0) throw new SettingsError(problems);
}

type Report = (result: EventResult) => void;

function reportTo(everyone: readonly (Report | undefined)[], onError: Report | undefined): Report {
	const reports = everyone.filter((report) => report !== undefined).map(harmless);
	const reportError = harmless(onError ?? (() => {}));
	return (result) => {
		for (const report of reports) report(result);
		if (result.outcome === 'discarded' || result.outcome === 'failed') reportError(result);
	};
}
