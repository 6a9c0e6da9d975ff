/** What an operator wants to know of a pixel's queue at a moment. */

/** What waits in one class of a queue. */
export interface ClassStats {
	readonly events: number;
	/** Sum of the events' sizes. */
	readonly bytes: number;
	/** Until when the first of them can be sent, in Unix milliseconds; absent if there are none. */
	readonly oldestDeadlineMs?: number;
}

export interface QueueStats {
	readonly pixelId: string;
	/** Waiting or under way. */
	readonly events: number;
	readonly bytes: number;
	/** When the first of them came, in Unix milliseconds; absent if there are none. */
	readonly oldestArrivalMs?: number;
	readonly oldestDeadlineMs?: number;
	readonly conversions: ClassStats;
	readonly pageViews: ClassStats;
	readonly deadLetters: number;
	/** (type, name, id) that are known, so that they are not queued again: of all pixels of the store. */
	readonly knownIds: number;
}
