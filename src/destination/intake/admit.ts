/** Turns one event into a batch item: read, recall, compose, validate, encode. Never throws. */

import type { ConversionEventDraft } from '../contract/conversion-event.js';
import { encodeEvent } from '../encode-event.js';
import type { EventResult } from '../event-result.js';
import { composeEvent } from '../map/compose-event.js';
import { UNREADABLE } from '../map/ending.js';
import type { Mapping } from '../map/paths/mapping.js';
import { isReading, type Reading, type Refusal, readEvent } from '../map/read-event.js';
import type { Ports } from '../ports.js';
import { isRecord } from '../primitives/json.js';
import type { PersonKeys } from '../profile/person-keys.js';
import type { ProfileSession } from '../profile/profile-session.js';
import type { Problem } from '../validate-event.js';
import { createItem } from './create-item.js';
import type { Admission } from './intake.js';
import { listNotes } from './list-notes.js';
import { toBlocked } from './never-sent.js';
import { personKeysOf } from './person-keys.js';
import { readMessageId } from './read-message-id.js';

/** The ports that admitting needs. */
export type AdmitPorts = Pick<Ports, 'nowMs' | 'sha256'>;

/** An event that was read, but not yet joined with its profile. */
export interface Arrival {
	readonly input: unknown;
	readonly reading: Reading | Refusal;
	readonly keys: PersonKeys;
}

/** The part of a profile session that admitting needs. */
type Memory = Pick<ProfileSession, 'learn' | 'recall' | 'forget'>;

const UNKNOWN_PERSON: PersonKeys = { user: undefined, anonymous: undefined };

/** Reads an event, and finds the keys of its person's profiles. */
export function readArrival(input: unknown, mapping: Mapping, ports: AdmitPorts): Arrival {
	try {
		const reading = readEvent(input, mapping, ports.sha256);
		const isAboutPerson = isReading(reading) || reading.forgets;
		const keys = isAboutPerson && isRecord(input) ? personKeysOf(input, ports.sha256) : UNKNOWN_PERSON;
		return { input, reading, keys };
	} catch {
		return unreadable(input);
	}
}

function readWithoutPerson(input: unknown, mapping: Mapping, { sha256 }: AdmitPorts): Arrival {
	try {
		return { input, reading: readEvent(input, mapping, sha256), keys: UNKNOWN_PERSON };
	} catch {
		return unreadable(input);
	}
}

function unreadable(input: unknown): Arrival {
	return { input, reading: { ending: UNREADABLE, forgets: false }, keys: UNKNOWN_PERSON };
}

/** Turns an event into a batch item, with the session's profile of its person, and adds the event's facts to the session. */
export function admit(
	{ input, reading, keys }: Arrival,
	session: Memory,
	mapping: Mapping,
	ports: AdmitPorts,
): Admission {
	const messageId = readMessageId(input);
	try {
		if (!isReading(reading)) {
			if (reading.forgets) session.forget(keys);
			return { result: { ...reading.ending, messageId, attempts: 0 } };
		}
		const nowMs = ports.nowMs();
		const isExample = mapping.isExample(reading.sources);
		const isTaught = !isExample && session.learn(reading.facts, keys, Math.min(reading.timestampMs ?? nowMs, nowMs));
		const taught = isTaught ? keys : undefined;
		const profile = session.recall(keys, nowMs);
		const composition = composeEvent(reading, { mapping, nowMs, profile, sha256: ports.sha256 });
		if (!composition.ok) {
			const result = withNotes({ ...composition.ending, messageId, attempts: 0 }, reading);
			return { result, profile, taught };
		}
		const { draft, matchKeys, blocked } = composition;
		const encoding = encodeEvent(draft, nowMs);
		// The mapper should never build an invalid event; if it did, OpenAI would refuse its whole batch.
		if (!encoding.ok)
			return { result: withNotes(invalid(draft, encoding.problems, messageId), reading), profile, taught };
		const { shadow, validateOnly: isTrial } = mapping.settings;
		const validateOnly = shadow || isTrial || isExample || mapping.isTestEvent(reading.sources);
		const item = createItem(draft, encoding, { messageId, validateOnly, matchKeys }, reading.notes);
		return blocked === undefined
			? { item, data: draft.data, profile, taught }
			: { ...toBlocked(item, blocked.detail), profile, taught };
	} catch {
		return { result: { ...UNREADABLE, messageId, attempts: 0 } };
	}
}

const NO_MEMORY: Memory = { learn: () => false, recall: () => undefined, forget: () => {} };

/** Admits one event without profiles: it recalls and learns nothing, so it needs no store and is synchronous. */
export function admitAlone(input: unknown, mapping: Mapping, ports: AdmitPorts): Admission {
	return admit(readWithoutPerson(input, mapping, ports), NO_MEMORY, mapping, ports);
}

function withNotes(result: EventResult, { notes }: Reading): EventResult {
	return notes.length === 0 ? result : { ...result, notes: listNotes(notes) };
}

function invalid({ id, type }: ConversionEventDraft, problems: readonly Problem[], messageId: string): EventResult {
	const detail = problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
	return { outcome: 'discarded', reason: 'invalid', detail, messageId, id, type, attempts: 0 };
}
