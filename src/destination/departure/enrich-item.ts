/** Fills what an event lacks when it leaves, with what was learned of its person since it came. Pure. */

import { ANONYMOUS_ID } from '../attribution.js';
import type { BatchItem } from '../batch/batch-item.js';
import type { ConversionEventDraft } from '../contract/conversion-event.js';
import { encodeEvent } from '../encode-event.js';
import { MAX_EVENT_BYTES } from '../map/bounds.js';
import { findMatchKeys } from '../map/event/match-keys.js';
import type { Mapping } from '../map/paths/mapping.js';
import { fillUser } from '../map/user/fill-user.js';
import type { TaughtFacts } from '../profile/profile.js';
import { findNews, type News } from './find-news.js';

/**
 * Joins an item with its person's profile by the rules of intake: the event's own value wins, fields that are switched off
 * stay off, and a click counts by the event's own time. `user`, `oppref` and `source_url` only gain (with a gained URL
 * `other` becomes `web` again), an opt-out appears, and with `stripUser` it takes the hashed keys away. Everything else, the
 * id and `data` above all, stays as it is.
 *
 * @returns the same item if there is nothing to gain, or if the event would not be valid with it
 */
export function enrichItem(
	item: BatchItem,
	profile: TaughtFacts | undefined,
	mapping: Mapping,
	nowMs: number,
): BatchItem {
	if (profile === undefined) return item;
	const { opt_out } = profile;
	// A store may hold what can't be sent; that must not cost the opt-out.
	return fillItem(item, profile, mapping, nowMs) ?? (opt_out && fillItem(item, { opt_out }, mapping, nowMs)) ?? item;
}

/** The item with what is new; `undefined` if the event would not be valid or too large. */
function fillItem(item: BatchItem, profile: TaughtFacts, mapping: Mapping, nowMs: number): BatchItem | undefined {
	const news = findNews(item, profile, mapping);
	if (news === undefined) return item;
	const draft = fillDraft(JSON.parse(item.json), news, mapping); // Intake wrote it.
	const encoding = encodeEvent(draft, nowMs);
	if (!encoding.ok || encoding.sizeBytes > MAX_EVENT_BYTES) return undefined;
	const { json, sizeBytes } = encoding;
	// The event's own text does not say what its external id was made of.
	const isAnonymous = (item.matchKeys & ANONYMOUS_ID) !== 0;
	return { ...item, json, sizeBytes, matchKeys: findMatchKeys(draft, isAnonymous) };
}

function fillDraft(own: ConversionEventDraft, news: News, mapping: Mapping): ConversionEventDraft {
	const { id, type, timestamp_ms, action_source, source_url, custom_event_name, oppref, user, opt_out, data } = own;
	const filled = {
		id,
		type,
		timestamp_ms,
		action_source: news.sourceUrl === undefined ? action_source : 'web',
		source_url: news.sourceUrl ?? source_url,
		custom_event_name,
		oppref: news.oppref ?? oppref,
		user: fillUser(user, news, mapping),
		opt_out: news.isOptedOut || opt_out,
		data,
	};
	return filled as ConversionEventDraft; // JSON leaves undefined fields out.
}
