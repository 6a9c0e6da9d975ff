/** Gives the events of a request to the pixels of its key, and says what became of them in one answer. Knows no HTTP. */

import type { Log } from '../log.js';
import { StorageError } from '../queue/queue-errors.js';
import type { PixelAccept, PixelRights } from './accept-pixel.js';
import type { AcceptResult } from './accept-result.js';
import { AnswerTally } from './answer-tally.js';
import type { Ending } from './ending.js';
import { isErasure } from './erasures.js';

export type { AcceptResult, RefusedEvent } from './accept-result.js';
export { MAX_LISTED } from './answer-tally.js';

/**
 * Takes events in. Resolves once they and their profile updates are on disk, for every pixel; rejects if the disk refuses, and
 * then the caller sends them again: each pixel recognises those that it has.
 *
 * With several pixels an event is refused if one of them refuses it, and skipped if all of them skip it.
 */
export type Accept = (events: readonly unknown[], rights: SenderRights) => Promise<AcceptResult>;

/** What the key of a request allows. A `browser` fills the gaps of what servers said, and changes nothing of it. */
export interface SenderRights extends PixelRights {
	/** Names of the pixels that its events go to. */
	readonly pixels: readonly string[];
}

/** The pixels that take events in, at this moment. */
export interface Doors {
	/** Of a configured pixel. */
	find(name: string): PixelAccept | undefined;
	/** Those of pixels that are not configured any more as well. */
	all(): readonly PixelAccept[];
}

export function createAccept(doors: Doors, log: Log): Accept {
	return async (events, { pixels, ...rights }) => {
		const targets = pixels.map((name) => findDoor(doors, name));
		const endings = await acceptIn(targets, events, rights);
		if (rights.allowsErasure) await eraseElsewhere(doors, targets, events, rights);
		const tally = new AnswerTally();
		for (const [index, ending] of endings.entries()) if (ending !== undefined) tally.add(ending, index);
		tally.report(log);
		return tally.toResult(events.length);
	};
}

async function acceptIn(
	[first, ...others]: readonly PixelAccept[],
	events: readonly unknown[],
	rights: PixelRights,
): Promise<readonly (Ending | undefined)[]> {
	if (first === undefined) throw new StorageError('No pixel takes these events.');
	if (others.length === 0) return first(events, rights);
	// All have their chance before one of them says no: a full queue must not keep events from the others.
	const settled = await Promise.allSettled([first, ...others].map((accept) => accept(events, rights)));
	const ways = settled.map((way) => {
		if (way.status === 'rejected') throw way.reason;
		return way.value;
	});
	return events.map((_, index) => combine(ways.map((endings) => endings[index])));
}

/** Refused by one: the sender has to know. Kept by one: kept. Skipped by all: skipped, for the first one's reason. */
function combine(endings: readonly (Ending | undefined)[]): Ending | undefined {
	const refused = endings.find((ending) => ending?.outcome === 'refused');
	if (refused !== undefined) return refused;
	return endings.includes(undefined) ? undefined : endings[0];
}

/** Whoever asks to be erased means every pixel. (product decision) */
async function eraseElsewhere(
	doors: Doors,
	done: readonly PixelAccept[],
	events: readonly unknown[],
	rights: PixelRights,
): Promise<void> {
	const others = doors.all().filter((door) => !done.includes(door));
	const erasures = others.length === 0 ? [] : events.filter(isErasure);
	if (erasures.length > 0) await Promise.all(others.map((accept) => accept(erasures, rights)));
}

/** A pixel can have left the configuration while a request was under way; its sender tries again. */
function findDoor(doors: Doors, name: string): PixelAccept {
	const door = doors.find(name);
	if (door === undefined) throw new StorageError('The pixel of this key is no longer configured.');
	return door;
}
