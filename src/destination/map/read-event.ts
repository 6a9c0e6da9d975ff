/** First half of mapping: reads an event's type and facts, and decides whether it may be used. Knows no profile. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { isRecord, type UnknownRecord } from '../primitives/json.js';
import type { Sha256 } from '../primitives/sha256.js';
import { parseTimestampMs } from '../primitives/times.js';
import type { Facts } from '../profile/facts.js';
import { findBot } from './bots/find-bot.js';
import { readConsent } from './consent/read-consent.js';
import { isDisabled } from './consent/switches.js';
import { type Ending, malformed, skipped } from './ending.js';
import type { EventInProgress } from './event-in-progress.js';
import { readFacts } from './facts.js';
import { kindOf, type Notes } from './note.js';
import type { EventTarget, Mapping } from './paths/mapping.js';
import { findFirst } from './paths/sources.js';

/** An event whose facts may be used. If it has a target and no `ending`, it becomes a conversion event. */
export interface Reading extends EventInProgress {
	readonly target: EventTarget | undefined;
	readonly facts: Facts;
	/** Unix milliseconds; `undefined` if the event has no readable time. */
	readonly timestampMs: number | undefined;
	/** Why the event is not sent, although its facts are remembered. */
	readonly ending: Ending | undefined;
}

/** An event that may not be used. With `forgets`, its person's profile must be deleted too. */
export interface Refusal {
	readonly ending: Ending;
	readonly forgets: boolean;
}

const CALLS = new Set<unknown>(['track', 'page', 'screen', 'identify', 'group', 'alias', 'delete']);

/** Reads one analytics event. Throws only if the event's own getters throw. */
export function readEvent(input: unknown, mapping: Mapping, sha256: Sha256): Reading | Refusal {
	if (!isRecord(input)) return refuse(malformed(`event: expected an object, got ${kindOf(input)}.`));
	const event: AnalyticsEvent = input;
	const { type } = event;
	if (!CALLS.has(type))
		return refuse(
			malformed(
				'type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. Send the event as the SDK built it.',
			),
		);
	if (type === 'delete')
		return {
			ending: notSupported('a `delete` event deletes the profile of its person and is not sent'),
			forgets: true,
		};
	const { integrationName, consent, bots } = mapping.settings;
	const { verdict, detail } = readConsent(event, consent);
	// Consent wrappers stamp a denial and switch the destination off at the same time: the person is forgotten all the same.
	const forgets = verdict === 'denied';
	if (isDisabled(event, integrationName)) {
		const off = `integrations: the event switches \`${integrationName}\` off.`;
		return { ending: skipped('integration_disabled', off), forgets };
	}
	if (verdict !== 'granted') return { ending: skipped('consent_denied', detail), forgets };
	if (type === 'group' || type === 'alias') return refuse(notSupported(`OpenAI has no event for a \`${type}\` call`));
	const bot = bots === 'skip' ? findBot(event) : undefined;
	if (bot !== undefined) return refuse(skipped('bot', `context.userAgent: ${bot}.`));
	return toReading(input, mapping, sha256);
}

/** True for events that may be used. */
export function isReading(reading: Reading | Refusal): reading is Reading {
	return 'facts' in reading;
}

function toReading(event: AnalyticsEvent & UnknownRecord, mapping: Mapping, sha256: Sha256): Reading {
	const notes: Notes = [];
	const sources = mapping.paths.readSources(event);
	const target = event.type === 'identify' ? undefined : mapping.resolveEventType(event);
	if (target?.note !== undefined) notes.push(target.note);
	const facts = readFacts({ event, sources, notes }, target, mapping, sha256);
	const timestampMs = findFirst(mapping.fields.timestamp_ms, sources, parseTimestampMs);
	const ending = event.type === 'identify' ? toMemory(mapping.isExample(sources)) : endingOf(event, target, mapping);
	return { event, sources, target, facts, timestampMs, notes, ending };
}

function toMemory(isExample: boolean): Ending {
	const what = isExample ? 'an example teaches nothing' : 'later events of this person are enriched';
	return skipped('profile_remembered', `OpenAI has no identify event; ${what}.`);
}

function endingOf(event: AnalyticsEvent, target: EventTarget | undefined, mapping: Mapping): Ending | undefined {
	if (target !== undefined) return undefined;
	return { ...skipped('event_not_mapped', ''), ...mapping.describeUnmapped(event).told };
}

function refuse(ending: Ending): Refusal {
	return { ending, forgets: false };
}

function notSupported(detail: string): Ending {
	return skipped('type_not_supported', `type: ${detail}.`);
}
