/** Second half of mapping: the conversion event, field by field in wire order. */

import type { ConversionEventDraft, DataDraft } from '../contract/conversion-event.js';
import type { EventType } from '../contract/event-types.js';
import type { AttributionVerdict } from '../event-result.js';
import type { Sha256 } from '../primitives/sha256.js';
import { toText } from '../primitives/text.js';
import { utf8Length } from '../primitives/utf8-length.js';
import type { Profile } from '../profile/profile.js';
import { findTimeProblem } from '../validate-event.js';
import type { Mapping } from './compile-mapping.js';
import { mapData } from './data/event-data.js';
import { mapActionSource } from './event/action-source.js';
import type { EventTarget } from './event/event-type.js';
import { findVerdict } from './event/match-keys.js';
import type { Note } from './note.js';
import { findFirst, readPlace } from './paths/paths.js';
import type { Ending, Reading } from './read-event.js';
import { recallFacts } from './recall-facts.js';
import { NO_MATCH_KEYS, readExternalId } from './user/person.js';
import { mapUser } from './user/user.js';

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
	const { target, notes, ending } = reading;
	const { mapping, nowMs } = context;
	if (ending !== undefined) return { ok: false, ...ending };
	if (target === undefined) return malformed('event: expected a mapped event.');
	const id = findId(reading, target, mapping);
	if (id === undefined)
		return malformed(
			`id: expected a text at ${mapping.settings.idFrom.join(' or ')}. Send the event with its messageId.`,
		);
	const timestampMs = reading.timestampMs ?? assumeNow(reading, nowMs, mapping);
	if (timestampMs === undefined)
		return malformed('timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time the SDK stamped.');
	const problem = findTimeProblem(timestampMs, nowMs);
	if (problem !== undefined)
		return { ok: false, outcome: 'discarded', reason: problem.reason, detail: `timestamp_ms: ${problem.message}` };

	const draft = composeDraft(reading, target, { id, timestampMs }, context);
	const attribution = findVerdict(draft);
	if (isUnattributable(attribution, target.type, mapping)) return UNATTRIBUTABLE;
	return { ok: true, draft, notes, attribution };
}

const UNATTRIBUTABLE: Composition = {
	ok: false,
	outcome: 'skipped',
	reason: 'unattributable',
	detail: 'requireIdentifier: no oppref, obref, hashed identifier or advertising id.',
};

function malformed(detail: string): Composition {
	return { ok: false, outcome: 'discarded', reason: 'malformed', detail };
}

function findId({ sources, notes }: Reading, { idPlaces }: EventTarget, mapping: Mapping): string | undefined {
	const own = idPlaces === undefined ? undefined : findFirst(idPlaces, sources, toId);
	const id = own ?? findFirst(mapping.id, sources, toId);
	if (idPlaces !== undefined && own === undefined && id !== undefined)
		notes.push({
			path: 'id',
			message: "none at the row's idFrom, the setting idFrom is used. Duplicates may count twice.",
		});
	return id;
}

function toId(value: unknown): string | undefined {
	return toText(value);
}

/** Callers in process may leave the time out; a time that is there and can't be read is a mistake that must be seen. */
function assumeNow({ sources, notes }: Reading, nowMs: number, { fields }: Mapping): number | undefined {
	if (fields.timestamp_ms.some((place) => readPlace(sources, place) != null)) return undefined;
	notes.push({ path: 'timestamp_ms', message: 'the event names no time, now is assumed. Send timestamp.' });
	return nowMs;
}

type Stamp = { readonly id: string; readonly timestampMs: number };

function composeDraft(
	reading: Reading,
	target: EventTarget,
	{ id, timestampMs }: Stamp,
	context: ComposeContext,
): ConversionEventDraft {
	const { mapping, sha256 } = context;
	const { settings } = mapping;
	const facts = recallFacts(reading.facts, context.profile, timestampMs, mapping);
	const isStripped = facts.isOptedOut && settings.optOut.stripUser;
	const matchKeys = isStripped ? NO_MATCH_KEYS : facts.matchKeys;
	const externalId = isStripped ? undefined : readExternalId(reading.sources, mapping, sha256);

	// Keys are set in wire order. The data comes last and is required, so it is assembled first.
	const data = mapData(reading, target.type, mapping);
	const draft: Partial<ConversionEventDraft> = { id, type: target.type, timestamp_ms: timestampMs };
	addPlace(draft, reading, target, facts.sourceUrl, context);
	if (target.customEventName !== undefined) draft.custom_event_name = target.customEventName;
	if (facts.oppref !== undefined) draft.oppref = facts.oppref;
	const user = mapUser(reading, { matchKeys, externalId, obref: facts.obref }, mapping);
	if (user !== undefined) draft.user = user;
	if (facts.isOptedOut && !mapping.off.has('opt_out')) draft.opt_out = true;
	draft.data = data;
	return bounded(draft as ConversionEventDraft, reading, mapping); // Every required key is set above.
}

/** Where it happened. `web` needs a URL; without any the event goes as `other`, since a URL must never cost a conversion. */
function addPlace(
	draft: Partial<ConversionEventDraft>,
	reading: Reading,
	target: EventTarget,
	ownUrl: string | undefined,
	context: ComposeContext,
): void {
	const { mapping, profile } = context;
	const source = mapActionSource(reading, target, mapping);
	const isUrlNeeded = source === 'web' && ownUrl === undefined && !mapping.off.has('source_url');
	const url = isUrlNeeded ? (mapping.fallbackUrl ?? profile?.source_url?.value) : ownUrl;
	draft.action_source = source;
	if (url !== undefined) draft.source_url = url;
	else if (source === 'web') {
		draft.action_source = 'other';
		reading.notes.push({
			path: 'action_source',
			message: 'no usable URL for a `web` event, sent as `other`. Send context.page.url or set sourceUrl.fallback.',
		});
	}
}

function isUnattributable(
	verdict: AttributionVerdict,
	type: EventType,
	{ settings: { requireIdentifier } }: Mapping,
): boolean {
	const isRequired = typeof requireIdentifier === 'boolean' ? requireIdentifier : requireIdentifier.includes(type);
	return isRequired && (verdict === 'weak' || verdict === 'none');
}

/** An event is at most this long: docs/decisions/0012-an-event-is-at-most-1-mb.md */
const MAX_EVENT_BYTES = 1_000_000;
/** With this many items of 75 kB at the most (every character an escape) no event reaches the limit: it is not measured. */
const FEW_ITEMS = 10;

function bounded(draft: ConversionEventDraft, { notes }: Reading, { customData }: Mapping): ConversionEventDraft {
	if (countItems(draft) <= FEW_ITEMS && customData.length <= FEW_ITEMS) return draft;
	if (isSmall(draft)) return draft;
	if (countItems(draft) > 0)
		notes.push({
			path: 'data.contents',
			message: `left out, the event would be larger than ${MAX_EVENT_BYTES} bytes.`,
		});
	const { contents: _, ...data } = draft.data as Exclude<DataDraft, { type: 'customer_action' }>; // It has contents.
	const withoutItems = { ...draft, data };
	if (isSmall(withoutItems)) return withoutItems;
	notes.push({ path: 'data', message: 'custom fields left out, the event would still be too large.' });
	const { amount, currency } = data;
	const money = { ...(amount === undefined ? {} : { amount }), ...(currency === undefined ? {} : { currency }) };
	return { ...draft, data: { type: data.type, ...money } };
}

function countItems({ data }: ConversionEventDraft): number {
	return 'contents' in data && Array.isArray(data.contents) ? data.contents.length : 0;
}

function isSmall(draft: ConversionEventDraft): boolean {
	return utf8Length(JSON.stringify(draft)) <= MAX_EVENT_BYTES;
}
