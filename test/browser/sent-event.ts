/** The parts of an event sent by an SDK that tests read. */

import type { Fields } from './shop-server.js';

/** The event's context; empty if the event or its context is missing. */
export function contextOf(event: Fields | undefined): Fields {
	return (event?.['context'] ?? {}) as Fields; // SDKs send an object.
}

/** `context.providers.openAI.oppref` of an event; `undefined` if any part of the path is missing. */
export function opprefOf({ context }: Fields): unknown {
	return (context as { providers?: { openAI?: { oppref?: unknown } } } | undefined)?.providers?.openAI?.oppref;
}

/** The result of {@link clicksByName} for the calls that both SDKs have, by a visitor who came with `the-click`. */
export const EACH_WITH_CLICK: Readonly<Record<string, unknown>> = {
	page: 'the-click',
	'track Product Viewed': 'the-click',
	identify: 'the-click',
	group: 'the-click',
	alias: 'the-click',
};

/** `track Order Completed`, or the type alone. */
export function nameOf({ type, event }: Fields): string {
	return event === undefined ? String(type) : `${type} ${event}`;
}

/** Each event's name and click. SDKs send in parallel, so arrival says nothing about order. */
export function clicksByName(events: readonly Fields[]): Readonly<Record<string, unknown>> {
	return Object.fromEntries(events.map((event) => [nameOf(event), opprefOf(event)]));
}

/** Each event's name and what it says of our provider: `{ oppref }`, or `{ consent: 'denied' }`. */
export function openAIByName(events: readonly Fields[]): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		events.map((event) => [nameOf(event), (contextOf(event)['providers'] as { openAI?: unknown } | undefined)?.openAI]),
	);
}

/** The result of {@link openAIByName} for the calls that both SDKs have, by a visitor who refused. */
export const EACH_WITH_DENIAL: Readonly<Record<string, unknown>> = Object.fromEntries(
	Object.keys(EACH_WITH_CLICK).map((name) => [name, { consent: 'denied' }]),
);
