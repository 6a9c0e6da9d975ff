/** Was this event caused by a program that visits pages? Such events are no conversions, and teach nothing about people. Small builds replace this file. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import { isRecord, type UnknownRecord } from '../../primitives/json.js';
import { isFromApp } from './is-from-app.js';
import { readAgent } from './read-agent.js';

/**
 * Finds the bot behind an event, by `context.userAgent`; `undefined` for everybody else.
 *
 * - a crawler is a bot, unless the event comes from an app
 * - an HTTP library or a tool is one only if it visited a page: if the event has a `context.page`, and was not sent by a
 *   server's SDK, since shops forward the agent of their own backend with their orders
 *
 * @returns what the bot is called in results: a name of our own list, or what kind of program it is
 */
export function findBot({ context, channel }: AnalyticsEvent): string | undefined {
	const userAgent = isRecord(context) ? context['userAgent'] : undefined;
	if (!isRecord(context) || typeof userAgent !== 'string') return undefined;
	const { kind, family } = readAgent(userAgent);
	if (kind === 'person' || isFromApp(context)) return undefined;
	const isVisit = kind === 'crawler' || (isRecord(context['page']) && !isFromServer(context, channel));
	return isVisit ? family : undefined;
}

/**
 * The libraries of browsers: `analytics.js`, `RudderLabs JavaScript SDK`, and others named like them. Any other that gives its
 * name is a server's.
 *
 * @source the SDKs' events (Analytics.js 1.84, RudderStack 3.34; read 2026-11-22)
 */
const BROWSER_LIBRARY = /\bjs$|javascript|browser|web/i;
/** Longer names are no SDK's. Our choice. */
const MAX_NAME_LENGTH = 100;

function isFromServer({ library }: UnknownRecord, channel: unknown): boolean {
	const name = isRecord(library) ? library['name'] : undefined;
	if (channel === 'server') return true;
	return typeof name === 'string' && name.length <= MAX_NAME_LENGTH && !BROWSER_LIBRARY.test(name);
}
