/** Analytics events that show only what a test is about; the rest is boring and constant. */

import * as crypto from 'node:crypto';
import { type MapOptions, type MapResult, mapEvent } from '../src/destination/map/map-event.js';
import type { SettingsInput } from '../src/destination/settings/settings.js';

/** 2026-11-22T12:00:00Z */
export const NOW_MS = 1_795_348_800_000;
export const ONE_MINUTE_AGO = '2026-11-22T11:59:00.000Z';
export const PAGE_URL = 'https://shop.example/thanks';

type Fields = Readonly<Record<string, unknown>>;

/** A track call, an Order Completed without properties unless told otherwise. */
export function aTrackEvent(fields: Fields = {}): Fields {
	const context = { page: { url: PAGE_URL } };
	return { type: 'track', event: 'Order Completed', messageId: 'm1', timestamp: ONE_MINUTE_AGO, context, ...fields };
}

export function aPageEvent(fields: Fields = {}): Fields {
	return aTrackEvent({ type: 'page', event: undefined, name: 'Home', ...fields });
}

export function aScreenEvent(fields: Fields = {}): Fields {
	return aTrackEvent({ type: 'screen', event: undefined, name: 'Main', ...fields });
}

/** An Order Completed with these properties. */
export function anOrder(properties: Fields): Fields {
	return aTrackEvent({ properties });
}

/** An Order Completed of a person with these traits. */
export function anOrderBy(traits: Fields, fields: Fields = {}): Fields {
	return aTrackEvent({ context: { page: { url: PAGE_URL }, traits }, ...fields });
}

/** An Order Completed with this context, the page included. */
export function anOrderIn(context: Fields): Fields {
	return aTrackEvent({ context: { page: { url: PAGE_URL }, ...context } });
}

/** A copy of an event with values at paths such as `context.traits.email`; what stands in the way is replaced. */
export function withValues(event: unknown, values: Readonly<Record<string, unknown>>): unknown {
	const copy = structuredClone(event) as Record<string, unknown>;
	for (const [path, value] of Object.entries(values)) {
		const keys = path.split('.');
		let node = copy;
		for (const key of keys.slice(0, -1)) {
			if (typeof node[key] !== 'object' || node[key] === null) node[key] = {};
			node = node[key] as Record<string, unknown>;
		}
		node[keys.at(-1) ?? ''] = value;
	}
	return copy;
}

/** Node's own digest, so that tests do not repeat the code under test. */
export function digestOf(text: string): string {
	return crypto.createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Maps at `NOW_MS`. */
export function mapNow(event: unknown, settings: SettingsInput = {}, options: MapOptions = {}): MapResult {
	return mapEvent(event, settings, NOW_MS, options);
}

// Conversion events are read like JSON in tests: by whatever path a claim is about.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

/** The conversion event of an event that is expected to become one. */
export function mapped(event: unknown, settings: SettingsInput = {}, options: MapOptions = {}): Json {
	const result = mapNow(event, settings, options);
	if (!result.ok) throw new Error(`${result.outcome}: ${result.reason}: ${result.detail}`);
	return result.event;
}

/** The paths of the notes on an event that is expected to become a conversion. */
export function notedPaths(event: unknown, settings: SettingsInput = {}): string[] {
	const result = mapNow(event, settings);
	if (!result.ok) throw new Error(`${result.outcome}: ${result.reason}: ${result.detail}`);
	return result.notes.map(({ path }) => path);
}

/** `skipped: event_not_mapped`, or `ok`. */
export function endOf(event: unknown, settings: SettingsInput = {}): string {
	const result = mapNow(event, settings);
	return result.ok ? 'ok' : `${result.outcome}: ${result.reason}`;
}

/** `order_created`, `custom cart_viewed`, or how the event ended. */
export function targetOf(event: unknown, settings: SettingsInput = {}): string {
	const end = endOf(event, settings);
	if (end !== 'ok') return end;
	const { type, custom_event_name: name } = mapped(event, settings);
	return name === undefined ? type : `${type} ${name}`;
}
