/** Events that wait on purpose, and what cancels them: as the queue sees it. */

/** An event that waits on purpose. */
export interface Hold {
	/** Not handed out before, in Unix milliseconds. */
	readonly untilMs: number;
	/** What a cancellation names: a digest. Absent if it can't be cancelled. */
	readonly reference?: string;
}

/** Events with this reference are dropped, those that come until then included. */
export interface Cancellation {
	readonly reference: string;
	readonly untilMs: number;
}

/** What became of the events of one call. */
export interface Appended {
	/** New ones that wait to be sent. */
	readonly added: number;
	/** Places of those that had been cancelled before they came. They are known from now on, and not sent. */
	readonly cancelled: readonly number[];
	/** Places of those that were not queued again, since their ids had been seen; absent if there are none. */
	readonly known?: readonly number[];
}
