/** Everything durable of one gateway: a queue for each pixel, the profiles, the signatures, and what keeps it small. */

import type { Profiles } from 'openai-ads-destination/pipeline';
import type { AlertStore } from './alert-store.js';
import type { Counts } from './counts.js';
import type { PixelQueue } from './queue.js';
import type { QueueStats } from './queue-stats.js';
import type { Recovery } from './recovery.js';
import type { SharedStories } from './shared-stories.js';
import type { Signatures } from './signatures.js';

/** What was removed of people. */
export interface Erased {
	/** Waiting events, those under way included: their requests go on, but nothing is tried again. */
	readonly queued: number;
	readonly dead: number;
	readonly profiles: number;
}

/** A copy of a store. */
export interface Backup {
	/** Its path, on the machine of the store. */
	readonly file: string;
	readonly bytes: number;
}

export interface Store {
	/** The queue of a pixel, made when it is first asked for. The same one each time. */
	pixel(pixelId: string): PixelQueue;
	/** Pixels that the store knows something of: events, dead letters or a state. */
	pixelIds(): Promise<readonly string[]>;
	readonly profiles: Profiles;
	readonly signatures: Signatures;
	readonly counts: Counts;
	readonly alerts: AlertStore;
	/** `undefined` where no other gateway can share the store. */
	readonly stories: SharedStories | undefined;
	/** Resolves once all profiles that were learned before are on disk. */
	commit(): Promise<void>;
	/**
	 * Erases every event, dead letter and profile in which one of these digests occurs, of every pixel and sender, and with a
	 * profile what is kept under its person's other ids. Afterwards no file of the store holds a digest of them.
	 *
	 * @param digests SHA-256 of identifiers, in lower-case hexadecimal
	 */
	eraseEverywhere(digests: readonly string[]): Promise<Erased>;
	/** Of each pixel that {@link pixelIds} names. */
	stats(): Promise<readonly QueueStats[]>;
	/**
	 * Writes about as much as a batch needs and waits until it is on disk. Rejects if the disk refuses, if the store is damaged, and
	 * while nobody has taken note of a recovery.
	 */
	checkDisk(): Promise<void>;
	/** A recovery that nobody has taken note of, also of an earlier process. An engine that has none says undefined. */
	recovery(): Promise<Recovery | undefined>;
	/** The operator has taken note of it; false if there was none. */
	acknowledgeRecovery(): Promise<boolean>;
	/** Removes a slice of what has outlived its time; true if there may be more. Rejects if the disk refuses. */
	clean(): Promise<boolean>;
	/**
	 * Gives space back: removes the bytes of delivered events from the disk, and makes the file smaller after a backlog, a slice
	 * each time. Cheap if there is nothing to do. Rejects if the disk refuses.
	 */
	tidy(): Promise<void>;
	/**
	 * Writes a copy of the whole store to a new file beside it that nobody else can read, while it is in use.
	 *
	 * @throws StorageError if a copy is there that nobody has moved away, or if there is no room; or what the file system says
	 */
	backup(): Promise<Backup>;
	/** Commits what is left and releases the folder. */
	close(): Promise<void>;
}
