/** Maps one analytics event to a conversion event, without network, clock or memory. */

import type { ConversionEventDraft } from '../contract/conversion-event.js';
import { sha256 as defaultSha256, type Sha256 } from '../primitives/sha256.js';
import type { Profile } from '../profile/profile.js';
import type { SettingsInput } from '../settings/settings.js';
import { mappingOf } from './compile-mapping.js';
import { composeEvent } from './compose-event.js';
import { type Ending, UNREADABLE } from './ending.js';
import type { Note } from './note.js';
import { isReading, readEvent } from './read-event.js';

/** A conversion event in OpenAI's spelling, with notes on what was left out or assumed; or why the event is not sent. */
export type MapResult =
	| { readonly ok: true; readonly event: ConversionEventDraft; readonly notes: readonly Note[] }
	| ({ readonly ok: false } & Ending);

export interface MapOptions {
	/** The person's profile: fills gaps, never overrides. */
	readonly profile?: Profile | undefined;
	readonly sha256?: Sha256 | undefined;
}

/**
 * Maps an analytics event as `createDestination` would, and sends nothing.
 *
 *   mapEvent({ type: 'track', event: 'Order Completed', messageId: 'm1', timestamp, properties: { total: 129.99, currency: 'USD' } }, {}, now)
 *   // { ok: true, event: { id: 'm1', type: 'order_created', ..., data: { type: 'contents', amount: 12999, currency: 'USD' } }, notes }
 *   mapEvent({ type: 'track', event: 'Cart Viewed', messageId: 'm2' }, {}, now)
 *   // { ok: false, outcome: 'skipped', reason: 'event_not_mapped', detail }
 *
 * @param settings as `createDestination` takes them, but key and pixel are not needed; compiled once per object
 * @param nowMs Unix milliseconds
 * @throws SettingsError, and nothing else
 */
export function mapEvent(
	analyticsEvent: unknown,
	settings: SettingsInput,
	nowMs: number,
	options: MapOptions = {},
): MapResult {
	const mapping = mappingOf(settings);
	const sha256 = options.sha256 ?? defaultSha256;
	try {
		const reading = readEvent(analyticsEvent, mapping, sha256);
		if (!isReading(reading)) return { ok: false, ...reading.ending };
		const composition = composeEvent(reading, { mapping, nowMs, profile: options.profile, sha256 });
		if (!composition.ok) return { ok: false, ...composition.ending };
		const { draft: event, blocked } = composition;
		return blocked === undefined ? { ok: true, event, notes: reading.notes } : { ok: false, ...blocked };
	} catch {
		return { ok: false, ...UNREADABLE };
	}
}
