/** Writes the stories of all pixels, as accept and worker tell them. Whatever goes wrong here costs a story, never an event. */

import type { OnAdmitted } from '../accept/arrived.js';
import type { Log } from '../log.js';
import type { OnSettled } from '../worker/on-settled.js';
import { endCancelled } from './end-held.js';
import { personMarks, toMark } from './identity.js';
import { StoryBook } from './story-book.js';
import { Totals } from './totals.js';
import { type PixelName, writeAdmitted } from './write-admitted.js';
import { writeSettled } from './write-settled.js';

export interface StoriesPorts {
	readonly log: Pick<Log, 'warn'>;
	/** Unix milliseconds. */
	nowMs(): number;
}

/** What a pixel tells. */
export interface PixelWatch {
	readonly onAdmitted: OnAdmitted;
	readonly onSettled: OnSettled;
}

export interface Stories {
	readonly book: StoryBook;
	readonly totals: Totals;
	/** @param pixel by its name at this moment */
	watch(pixel: () => PixelName): PixelWatch;
	/** Removes the stories of people. @param digests SHA-256 of their identifiers @returns how many there were */
	forget(digests: readonly string[]): number;
}

export function createStories({ nowMs, log }: StoriesPorts): Stories {
	const book = new StoryBook({ startMs: nowMs() });
	const totals = new Totals(book);
	const safely = (write: () => void) => {
		try {
			write();
		} catch (error) {
			log.warn({ err: error }, 'A story could not be written. Its event is not touched by that.');
		}
	};
	return {
		book,
		totals,
		watch: (pixel) => ({
			onAdmitted: (arrived, sender, cancellations) =>
				safely(() => {
					const atMs = nowMs();
					endCancelled(book, pixel().pixelId, new Set(cancellations.map(({ reference }) => reference)), atMs);
					for (const one of arrived) {
						const { forgets } = one.admission;
						if (forgets !== undefined) book.forget(new Set(personMarks(forgets)), pixel().pixelId);
						writeAdmitted(book, pixel(), one, sender, atMs);
					}
				}),
			onSettled: (settled) => safely(() => writeSettled(book, pixel(), settled, nowMs())),
		}),
		forget: (digests) => book.forget(new Set(digests.map(toMark))),
	};
}
