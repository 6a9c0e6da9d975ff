/** One event, mapped while it is watched. */

import type { ConversionEventDraft } from '../contract/conversion-event.js';
import { type Composition, composeEvent } from '../map/compose-event.js';
import { type Ending, UNREADABLE } from '../map/ending.js';
import { isReading, type Reading, readEvent } from '../map/read-event.js';
import type { Note } from '../note.js';
import type { Sha256 } from '../primitives/sha256.js';
import type { Recollection } from '../profile/profile.js';
import { validateEvent } from '../validate-event.js';
import type { WatchedMapping } from './watch-mapping.js';

/** What an event is explained with. */
export interface TraceContext {
	readonly nowMs: number;
	/** `undefined` where nothing is known of anybody; `{}` where nothing is known of this person. */
	readonly profile: Recollection | undefined;
	readonly sha256: Sha256;
}

/** An event that may be used, and what it became. */
export interface Trace {
	readonly watched: WatchedMapping;
	readonly reading: Reading;
	readonly context: TraceContext;
	readonly notes: readonly Note[];
	/** As it is sent, or would be if its person could be identified; nothing is masked. */
	readonly draft: ConversionEventDraft | undefined;
	readonly matchKeys: number;
	/** Why it is not sent. */
	readonly ending: Ending | undefined;
}

/** Maps an event as the destination does. An event that may not be used has an ending alone. Never throws. */
export function traceEvent(input: unknown, watched: WatchedMapping, context: TraceContext): Trace | Ending {
	const { nowMs, profile, sha256 } = context;
	watched.uses.clear();
	try {
		const reading = readEvent(input, watched.mapping, sha256);
		if (!isReading(reading)) return reading.ending;
		// In the order of every other caller: objects of one shape are read fastest.
		const composition = composeEvent(reading, { mapping: watched.mapping, nowMs, profile, sha256 });
		return { watched, reading, context, notes: reading.notes, ...toEnd(composition, nowMs) };
	} catch {
		return UNREADABLE;
	}
}

export function isTrace(traced: Trace | Ending): traced is Trace {
	return 'reading' in traced;
}

function toEnd(composition: Composition, nowMs: number): Pick<Trace, 'draft' | 'matchKeys' | 'ending'> {
	if (!composition.ok) {
		const { ending, whole } = composition;
		return { draft: whole?.draft, matchKeys: whole?.matchKeys ?? 0, ending };
	}
	const { draft, matchKeys, blocked } = composition;
	return { draft, matchKeys, ending: findProblem(draft, nowMs) ?? blocked };
}

function findProblem(draft: ConversionEventDraft, nowMs: number): Ending | undefined {
	const validation = validateEvent(draft, nowMs);
	if (validation.ok) return undefined;
	const detail = validation.problems.map(({ path, message }) => `${path}: ${message}`).join(' ');
	return { outcome: 'discarded', reason: 'invalid', detail };
}
