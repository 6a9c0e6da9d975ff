/** Why a queue does not do what it was called for. */

/** The queue can't keep events, for a reason that its database does not know. */
export class StorageError extends Error {
	override readonly name = 'StorageError';
	readonly code = 'storage_failed';
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
