/** Why a queue does not do what it was called for. */

/**
 * - `storage_failed`    the disk refuses, or the store is gone.
 * - `storage_damaged`   the file is damaged: nothing is taken in until the next start has carried over what can be read.
 * - `storage_recovered` that has been done, and nobody has taken note of it: events are taken in and sent.
 */
export const STORAGE_CODES = ['storage_failed', 'storage_damaged', 'storage_recovered'] as const;
export type StorageCode = (typeof STORAGE_CODES)[number];

/** The queue can't keep events, or is not what it was, for a reason that its database does not know. */
export class StorageError extends Error {
	override readonly name = 'StorageError';
	readonly code: StorageCode;

	/** @param message for the operator */
	constructor(message?: string, code: StorageCode = 'storage_failed') {
		super(message);
		this.code = code;
	}
}

/** There is no room for the events. Nothing was kept; whoever sent them sends them again. */
export class QueueFull extends Error {
	override readonly name = 'QueueFull';
	readonly code = 'queue_full';
	/** When it is worth trying again. */
	readonly retryAfterMs: number;

	/** @param message which bound was reached, for the operator */
	constructor(message: string, retryAfterMs: number) {
		super(message);
		this.retryAfterMs = retryAfterMs;
	}
}

/** Another owns the pixel now. Nothing was changed. */
export class OwnershipLost extends Error {
	override readonly name = 'OwnershipLost';
	readonly code = 'ownership_lost';
}
