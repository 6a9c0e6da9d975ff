/** Events as Analytics.js passes them to plugins, and their references. */

import type { OpenAIAds } from '../../src/browser-plugin/index.js';

type Method = 'track' | 'page' | 'identify' | 'screen' | 'group' | 'alias';
// Events are read freely in tests.
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnEvent = Record<string, any>;

/** An event of Analytics.js, made by its factory: `integrations` is always there. */
export function anEvent(event: AnEvent = {}): AnEvent {
	return { type: 'track', event: 'Order Completed', properties: {}, integrations: {}, context: {}, ...event };
}

/** Runs an event through the plugin, as Analytics.js does. */
export function run(plugin: OpenAIAds, event: AnEvent = anEvent(), method: Method = 'track'): AnEvent {
	return plugin[method]({ event }).event;
}

/** The reference that a new event gets; `undefined` without one. */
export function opprefOf(plugin: OpenAIAds, event?: AnEvent): string | undefined {
	return run(plugin, event)['context'].providers?.openAI?.oppref;
}

/** Freezes a value deeply: writing to it throws. */
export function deepFreeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
		Object.freeze(value);
		Object.values(value).forEach(deepFreeze);
	}
	return value;
}
