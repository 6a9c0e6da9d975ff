/** A queue that acknowledges nothing it could not give back: it watches over its file, the space for settlements and what it reads. */

import { type Queue, StorageError, type TakeOptions } from '../queue.js';
import type { Ballast } from './ballast.js';
import type { FileHealth } from './file-health.js';

export interface Guards {
	/** The open file stands at its path. */
	readonly isInPlace: () => boolean;
	readonly ballast: Pick<Ballast, 'isThere' | 'release'>;
	readonly health: Pick<FileHealth, 'problem' | 'isDamaged' | 'noteRead' | 'noteReadError'>;
	/** Events were added. */
	readonly onAdded: () => void;
	/** Space was made so that deliveries could be recorded. */
	readonly onReleased: () => void;
}

/** Adds the guards to a queue. What is refused rejects with a `StorageError`; events that were taken in are delivered all the same. */
export function guardQueue(queue: Queue, guards: Guards): Queue {
	const { health, onAdded } = guards;
	const take = async (options: TakeOptions) => {
		try {
			const taken = await queue.take(options);
			health.noteRead();
			return taken;
		} catch (error) {
			health.noteReadError();
			throw error;
		}
	};
	return {
		add: async (items, tier) => {
			checkFile(guards);
			const added = await queue.add(items, tier);
			// Deleted while it was written: the events are in a file that nobody will find again.
			checkFile(guards);
			if (added > 0) onAdded();
			return added;
		},
		keepRefused: async (items, tier, cause) => {
			checkFile(guards);
			await queue.keepRefused(items, tier, cause);
		},
		forget: (people, tier) => write(guards, () => queue.forget(people, tier)),
		take,
		settle: (settlement) => write(guards, () => queue.settle(settlement)),
		size: () => queue.size(),
		checkDisk: async () => {
			checkFile(guards);
			if (health.problem !== undefined) throw new StorageError(health.problem);
			await queue.checkDisk();
		},
	};
}

/** Writes what must be written even on a full disk. */
async function write({ ballast, onReleased }: Guards, attempt: () => Promise<void>): Promise<void> {
	try {
		await attempt();
	} catch (error) {
		if (!isFull(error) || !ballast.release()) throw error;
		onReleased();
		await attempt();
	}
}

/** @throws StorageError */
function checkFile({ isInPlace, health, ballast }: Guards): void {
	if (!isInPlace()) throw new StorageError('The data folder was deleted or replaced.');
	if (health.isDamaged) throw new StorageError(health.problem);
	if (!ballast.isThere) throw new StorageError('The disk is full.');
}

function isFull(error: unknown): boolean {
	const { code } = error as { code?: unknown };
	return code === 'SQLITE_FULL' || String(code).startsWith('SQLITE_IOERR');
}
