/** Second half of mapping: the conversion event, field by field in wire order, with gaps filled from the profile. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { ConversionEventDraft } from '../contract/conversion-event.js';
import type { EventType } from '../contract/event-types.js';
import type { AttributionVerdict } from '../event-result.js';
import { MATCH_KEY_FACTS, PROFILE_LIFETIME_MS, type Profile } from '../profile/profile.js';
import type { Sha256 } from '../sha256.js';
import { utf8Length } from '../utf8-length.js';
import { findTimeProblem } from '../validate-event.js';
import { mapActionSource } from './action-source.js';
import { findVerdict } from './attribution.js';
import { mapData } from './event-data.js';
import type { EventTarget } from './event-type.js';
import type { Facts } from './facts.js';
import type { Mapping } from './mapping.js';
import type { Note } from './note.js';
import { findFirst } from './paths.js';
import { type MatchKeys, readExternalId } from './person.js';
import type { Ending, Reading } from './read-event.js';
import { toText } from './text.js';
import { mapUser } from './user.js';

/** A draft, or why there is none. The notes say what was left out of it or assumed. */
export type Composition =
	| {
			readonly ok: true;
			readonly draft: ConversionEventDraft;
			readonly notes: readonly Note[];
			readonly attribution: AttributionVerdict;
	  }
	| ({ readonly ok: false } & Ending);

/** What composing needs besides the event. */
export interface ComposeContext {
	readonly mapping: Mapping;
	readonly nowMs: number;
	readonly profile: Profile | undefined;
	readonly sha256: Sha256;
}

/** Composes the conversion event of a reading. Throws only what the event's own getters throw. */
export function composeEvent(reading: Reading, context: ComposeContext): Composition {
	const { event, target, notes } = reading;
	const { mapping, nowMs } = context;
	if (reading.ending !== undefined) return { ok: false, ...reading.ending };
	if (target === undefined) return malformed('event: expected a mapped event.');
	const id = findFirst(target.idGetters ?? mapping.id, event, toText) ?? findFirst(mapping.id, event, toText);
	if (id === undefined)
		return malformed(
			`id: expected a text at ${mapping.settings.idFrom.join(' or ')}. Send the event with its messageId.`,
		);
	const timestampMs = reading.timestampMs ?? assumeNow(reading, nowMs);
	if (timestampMs === undefined)
		return malformed('timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time the SDK stamped.');
	const timeProblem = findTimeProblem(timestampMs, nowMs);
	if (timeProblem !== undefined)
		return {
			ok: false,
			outcome: 'discarded',
			reason: timeProblem.reason,
			detail: `timestamp_ms: ${timeProblem.message}`,
		};

	const draft = composeDraft(reading, target, id, timestampMs, context);
	const attribution = findVerdict(draft);
	if (mustBeAttributable(target.type, mapping) && (attribution === 'weak' || attribution === 'none')) {
		return {
			ok: false,
			outcome: 'skipped',
			reason: 'unattributable',
			detail: 'requireIdentifier: no oppref, obref, hashed identifier or advertising id.',
		};
	}
	return { ok: true, draft, notes, attribution };
}

function malformed(detail: string): Composition {
	return { ok: false, outcome: 'discarded', reason: 'malformed', detail };
}

/** Callers in process may leave the time out; a time that is there and can't be read is a mistake that must be seen. */
function assumeNow({ event, notes }: Reading, nowMs: number): number | undefined {
	const { timestamp, originalTimestamp, sentAt, receivedAt } = event;
	if ((timestamp ?? originalTimestamp ?? sentAt ?? receivedAt) !== undefined) return undefined;
	notes.push({ path: 'timestamp_ms', message: 'the event names no time, now assumed. Send timestamp.' });
	return nowMs;
}

function composeDraft(
	reading: Reading,
	target: EventTarget,
	id: string,
	timestampMs: number,
	context: ComposeContext,
): ConversionEventDraft {
	const { event, notes } = reading;
	const { mapping, sha256 } = context;
	const facts = recall(reading.facts, context.profile, timestampMs, mapping);
	const place = composePlace(event, target, facts.sourceUrl, context, reading);
	const isStripped = facts.isOptedOut && mapping.settings.optOut.stripUser;
	const identity = {
		matchKeys: isStripped ? {} : facts.matchKeys,
		externalId: isStripped ? undefined : readExternalId(event, mapping, sha256),
		obref: facts.obref,
	};
	const user = mapUser(event, identity, mapping, notes);
	const draft: ConversionEventDraft = {
		id,
		type: target.type,
		timestamp_ms: timestampMs,
		...place,
		...(target.type === 'custom' && target.customEventName !== undefined
			? { custom_event_name: target.customEventName }
			: {}),
		...(facts.oppref === undefined ? {} : { oppref: facts.oppref }),
		...(user === undefined ? {} : { user }),
		...(facts.isOptedOut && !mapping.off.has('opt_out') ? { opt_out: true } : {}),
		data: mapData(event, target.type, mapping, notes),
	};
	return bounded(draft, reading);
}

/** A click counts for an event it precedes by at most 30 days; 5 minutes after it are clocks that disagree. (product decision) */
const MAX_CLICK_LEAD_MS = 5 * 60 * 1000;

/** The event's facts with its gaps filled from the profile; the event's own value always wins. */
function recall(facts: Facts, profile: Profile | undefined, timestampMs: number, { off }: Mapping): Facts {
	if (profile === undefined) return facts;
	const matchKeys: MatchKeys = { ...facts.matchKeys };
	for (const key of MATCH_KEY_FACTS) {
		const remembered = profile[key];
		if (matchKeys[key] === undefined && remembered !== undefined && !off.has(`user.${key}`))
			matchKeys[key] = remembered.value;
	}
	const click = profile.oppref;
	const ageMs = timestampMs - (click?.seenAtMs ?? 0);
	const isClickInTime = ageMs >= -MAX_CLICK_LEAD_MS && ageMs <= PROFILE_LIFETIME_MS && !off.has('oppref');
	return {
		matchKeys,
		oppref: facts.oppref ?? (isClickInTime ? click?.value : undefined),
		obref: facts.obref ?? (off.has('user.obref') ? undefined : profile.obref?.value),
		sourceUrl: facts.sourceUrl,
		isOptedOut: facts.isOptedOut || profile.opt_out?.value === true,
	};
}

type Place = Pick<ConversionEventDraft, 'action_source' | 'source_url'>;

/** Where it happened. `web` needs a URL; without any the event goes as `other`, since a URL must never cost a conversion. */
function composePlace(
	event: AnalyticsEvent,
	target: EventTarget,
	ownUrl: string | undefined,
	context: ComposeContext,
	{ notes }: Reading,
): Place {
	const { mapping, profile } = context;
	const source = mapActionSource(event, target, mapping, notes);
	if (source !== 'web' || ownUrl !== undefined)
		return ownUrl === undefined ? { action_source: source } : { action_source: source, source_url: ownUrl };
	const url = mapping.off.has('source_url')
		? undefined
		: (mapping.settings.sourceUrl.fallback ?? profile?.source_url?.value);
	if (url !== undefined) return { action_source: 'web', source_url: url };
	notes.push({
		path: 'action_source',
		message: 'no usable URL for a `web` event, sent as `other`. Send context.page.url or set sourceUrl.fallback.',
	});
	return { action_source: 'other' };
}

function mustBeAttributable(type: EventType, { settings: { requireIdentifier } }: Mapping): boolean {
	return typeof requireIdentifier === 'boolean' ? requireIdentifier : requireIdentifier.includes(type);
}

/** An event is at most this long. Our choice; OpenAI documents no limit. */
const MAX_EVENT_BYTES = 1_000_000;
/** With fewer items than this no event can reach the limit, so it is not measured. */
const FEW_ITEMS = 20;

function bounded(draft: ConversionEventDraft, { notes }: Reading): ConversionEventDraft {
	const items = 'contents' in draft.data ? (draft.data.contents?.length ?? 0) : 0;
	if (items <= FEW_ITEMS || utf8Length(JSON.stringify(draft)) <= MAX_EVENT_BYTES) return draft;
	notes.push({ path: 'data.contents', message: `left out, the event would be larger than ${MAX_EVENT_BYTES} bytes.` });
	const { contents: _, ...data } = draft.data as DataWithContents;
	return { ...draft, data };
}

type DataWithContents = Exclude<ConversionEventDraft['data'], { type: 'customer_action' }>;
