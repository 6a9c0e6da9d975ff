/** Second half of mapping: builds the conversion event, field by field in wire order. */

import { toVerdict } from '../attribution.js';
import type { ConversionEventDraft } from '../contract/conversion-event.js';
import type { EventType } from '../contract/event-types.js';
import type { Sha256 } from '../primitives/sha256.js';
import { NO_MATCH_KEYS } from '../profile/facts.js';
import type { Profile } from '../profile/profile.js';
import { findTimeProblem } from '../validate-event.js';
import { withinSizeLimit } from './bounds.js';
import { mapData } from './data/event-data.js';
import { discarded, type Ending, malformed, skipped } from './ending.js';
import { findId } from './event/id.js';
import { findMatchKeys } from './event/match-keys.js';
import { addPlace } from './event/place.js';
import type { EventTarget, Mapping } from './paths/mapping.js';
import { readPlace } from './paths/sources.js';
import { hidePersonalData } from './personal-data/hide.js';
import type { Reading } from './read-event.js';
import { recallFacts } from './recall-facts.js';
import { readExternalId } from './user/person.js';
import { mapUser } from './user/user.js';

/** A draft, and the keys that it carries. */
interface Draft {
	readonly draft: ConversionEventDraft;
	/** The bits of attribution.ts. */
	readonly matchKeys: number;
}

/** A draft, or why the event is not sent. */
export type Composition =
	| (Draft & {
			readonly ok: true;
			/** Why it is not sent all the same: the setting `moneyGuard` says so. */
			readonly blocked: Ending | undefined;
	  })
	| {
			readonly ok: false;
			readonly ending: Ending;
			/** What would be sent if its person could be identified. */
			readonly whole?: Draft;
	  };

/** Everything that composing needs besides the event. */
export interface ComposeContext {
	readonly mapping: Mapping;
	readonly nowMs: number;
	readonly profile: Profile | undefined;
	readonly sha256: Sha256;
}

/** Composes the conversion event of a reading, whose notes say what was left out or assumed. Throws only if the event's own getters throw. */
export function composeEvent(reading: Reading, context: ComposeContext): Composition {
	const { target, ending } = reading;
	const { mapping, nowMs } = context;
	if (ending !== undefined) return { ok: false, ending };
	if (target === undefined) return { ok: false, ending: UNMAPPED };
	const id = findId(reading, target, mapping);
	if (id === undefined) return { ok: false, ending: withoutId(mapping) };
	const timestampMs = reading.timestampMs ?? assumeNow(reading, nowMs, mapping);
	if (timestampMs === undefined) return { ok: false, ending: WITHOUT_TIME };
	const problem = findTimeProblem(timestampMs, nowMs);
	if (problem !== undefined)
		return { ok: false, ending: discarded(problem.reason, `timestamp_ms: ${problem.message}`) };

	const whole = composeDraft(reading, target, { id, timestampMs }, context);
	const { draft, matchKeys } = whole;
	if (isUnattributable(matchKeys, target.type, mapping)) return { ok: false, ending: UNATTRIBUTABLE, whole };
	return { ok: true, draft, matchKeys, blocked: findBlock(reading, mapping) };
}

function findBlock({ moneyDoubt }: Reading, { settings }: Mapping): Ending | undefined {
	if (moneyDoubt === undefined || settings.moneyGuard === 'warn') return undefined;
	return discarded('invalid', `data.amount: ${moneyDoubt.doubtWords}`);
}

const UNMAPPED = malformed('event: expected a mapped event.');
const WITHOUT_TIME = malformed(
	'timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time the SDK stamped.',
);
const UNATTRIBUTABLE = skipped(
	'unattributable',
	'requireIdentifier: no oppref, obref, e-mail, phone, userId or advertising id.',
);

function withoutId({ settings }: Mapping): Ending {
	return malformed(`id: expected a text at ${settings.idFrom.join(' or ')}. Send the event with its messageId.`);
}

/** Callers in the same process may leave the time out. A time that can't be read is a mistake, and must not be hidden. */
function assumeNow({ sources, notes }: Reading, nowMs: number, { fields }: Mapping): number | undefined {
	if (fields.timestamp_ms.some((place) => readPlace(sources, place) != null)) return undefined;
	notes.push({ path: 'timestamp_ms', message: 'the event has no time, the current time is assumed. Send timestamp.' });
	return nowMs;
}

type Stamp = { readonly id: string; readonly timestampMs: number };

function composeDraft(
	reading: Reading,
	target: EventTarget,
	{ id, timestampMs }: Stamp,
	context: ComposeContext,
): Draft {
	const { mapping, sha256 } = context;
	const { settings } = mapping;
	const facts = recallFacts(reading.facts, context.profile, timestampMs, mapping);
	const isStripped = facts.isOptedOut && settings.optOut.stripUser;
	if (isStripped) reading.isStripped = true;
	const matchKeys = isStripped ? NO_MATCH_KEYS : facts.matchKeys;
	const externalId = isStripped ? undefined : readExternalId(reading, mapping, sha256);

	// Keys are set in wire order. `data` is required, so it is assembled first, although it comes last.
	const data = mapData(reading, target.type, mapping);
	const draft: Partial<ConversionEventDraft> = { id, type: target.type, timestamp_ms: timestampMs };
	addPlace(draft, reading, target, facts.sourceUrl, context);
	if (target.customEventName !== undefined) draft.custom_event_name = target.customEventName;
	if (facts.oppref !== undefined) draft.oppref = facts.oppref;
	const identity = { matchKeys, externalId: externalId?.digest, obref: facts.obref };
	const user = mapUser(reading, identity, mapping);
	if (user !== undefined) draft.user = user;
	if (facts.isOptedOut && !mapping.switchedOff.has('opt_out')) draft.opt_out = true;
	draft.data = data;
	const whole = draft as ConversionEventDraft; // Every required key is set above.
	if (settings.personalData === 'remove') hidePersonalData(whole, { notes: reading.notes, sha256 });
	return {
		draft: withinSizeLimit(whole, reading.notes, mapping),
		matchKeys: findMatchKeys(whole, externalId?.isAnonymous === true),
	};
}

function isUnattributable(matchKeys: number, type: EventType, { settings: { requireIdentifier } }: Mapping): boolean {
	const isRequired = typeof requireIdentifier === 'boolean' ? requireIdentifier : requireIdentifier.includes(type);
	return isRequired && (toVerdict(matchKeys) === 'weak' || toVerdict(matchKeys) === 'none');
}
