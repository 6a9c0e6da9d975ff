/** What the sender of a request hears of its events. */

export interface RefusedEvent {
	/** Its place in the request. */
	readonly index: number;
	/** An `EventResult` reason. */
	readonly reason: string;
	readonly detail: string;
}

export interface AcceptResult {
	/** Events kept, already known, or skipped on purpose. */
	readonly accepted: number;
	/** The latter by reason, if there are any: `{ event_not_mapped: 2 }`. What is remembered of people is not skipped. */
	readonly skipped?: Readonly<Record<string, number>>;
	/** The first ones; SDKs don't read them, and people need no more. */
	readonly refused: readonly RefusedEvent[];
	/** All of them. */
	readonly refusedCount: number;
}
