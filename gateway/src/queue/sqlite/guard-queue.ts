/** A queue that acknowledges nothing it could not give back: it watches over its file, the space for settlements and what it reads. */

import type { DeadLetters } from '../dead-letters.js';
import type { PixelQueue } from '../queue.js';
import { StorageError } from '../queue-errors.js';
import type { Ballast } from './ballast.js';
import type { FileHealth } from './file-health.js';

export interface Guards {
	/** The open file stands at its path. */
	readonly isInPlace: () => boolean;
	readonly ballast: Pick<Ballast, 'isThere' | 'release'>;
	readonly health: Pick<FileHealth, 'problem' | 'isDamaged' | 'noteRead' | 'noteReadError' | 'noteDamage'>;
	/** Events were added. */
	readonly onAdded: () => void;
	/** Space was made so that deliveries could be recorded. */
	readonly onReleased: () => void;
}

/** Adds the guards to a queue. What is refused rejects with a `StorageError`; events that were taken in are delivered all the same. */
export function guardQueue(queue: PixelQueue, guards: Guards): PixelQueue {
	const { health, onAdded } = guards;
	return {
		append: async (items, sender, holds) => {
			checkFile(guards);
			const appended = await noticing(guards, () => queue.append(items, sender, holds));
			// Deleted while it was written: the events are in a file that nobody will find again.
			checkFile(guards);
			if (appended.added > 0) onAdded();
			return appended;
		},
		cancel: (cancellations, tier) => write(guards, () => queue.cancel(cancellations, tier)),
		keepRefused: async (items, sender, cause) => {
			checkFile(guards);
			await queue.keepRefused(items, sender, cause);
		},
		own: (signal, listener) => queue.own(signal, listener),
		take: async (own, options) => {
			try {
				const taken = await queue.take(own, options);
				health.noteRead();
				return taken;
			} catch (error) {
				health.noteReadError();
				throw error;
			}
		},
		settle: (own, settlement) => write(guards, () => queue.settle(own, settlement)),
		extend: (own) => queue.extend(own),
		state: () => queue.state(),
		setState: (change, own) => write(guards, () => queue.setState(change, own)),
		sweepExpired: (nowMs, max) => write(guards, () => queue.sweepExpired(nowMs, max)),
		countExpiring: (untilMs) => queue.countExpiring(untilMs),
		deadLetters: guardLetters(queue.deadLetters, guards),
		forget: (people, tier) => write(guards, () => queue.forget(people, tier)),
		stats: () => queue.stats(),
		size: () => queue.size(),
	};
}

function guardLetters(letters: DeadLetters, guards: Guards): DeadLetters {
	return {
		list: (filter, page) => letters.list(filter, page),
		count: (filter) => letters.count(filter),
		replay: async (filter, max) => {
			checkFile(guards);
			return letters.replay(filter, max);
		},
		keep: async (bare, sender) => {
			checkFile(guards);
			await letters.keep(bare, sender);
		},
		drop: (filter) => write(guards, () => letters.drop(filter)),
	};
}

/** Writes what must be written even on a full disk. */
async function write<T>(guards: Guards, attempt: () => Promise<T>): Promise<T> {
	try {
		return await noticing(guards, attempt);
	} catch (error) {
		if (!isFull(error) || !guards.ballast.release()) throw error;
		guards.onReleased();
		return attempt();
	}
}

/** Damage is remembered: whoever comes later hears what it is, not that the disk refuses. */
async function noticing<T>({ health }: Pick<Guards, 'health'>, attempt: () => Promise<T>): Promise<T> {
	try {
		return await attempt();
	} catch (error) {
		const code = String((error as { code?: unknown }).code);
		if (!code.startsWith('SQLITE_CORRUPT')) throw error;
		health.noteDamage(code);
		throw new StorageError(health.problem, 'storage_damaged');
	}
}

/** Whether events may be taken in. @throws StorageError */
function checkFile({ isInPlace, health, ballast }: Guards): void {
	if (!isInPlace()) throw new StorageError('The data folder was deleted or replaced.');
	if (health.isDamaged) throw new StorageError(health.problem, 'storage_damaged');
	if (!ballast.isThere) throw new StorageError('The disk is full.');
}

function isFull(error: unknown): boolean {
	const { code } = error as { code?: unknown };
	return code === 'SQLITE_FULL' || String(code).startsWith('SQLITE_IOERR');
}

/** Whether the gateway is ready: events can be taken in and sent. @throws StorageError */
export function checkHealth(guards: Guards): void {
	checkFile(guards);
	const { problem } = guards.health;
	if (problem !== undefined) throw new StorageError(problem);
}
