/** What is remembered of a pixel besides its events, so that a restart changes nothing. */

export interface PixelState {
	/** The operator stopped it: nothing is sent, not even a probe. */
	readonly isPaused: boolean;
	/** In Unix milliseconds; absent if it is not paused, or was paused by an old version. */
	readonly pausedSinceMs?: number | undefined;
	/**
	 * What its worker remembers of OpenAI's answers, as plain JSON of at most {@link MAX_MEMORY_BYTES}. The queue does not read
	 * it; the worker checks what it gets, since an older version may have written it. Absent before the first time.
	 */
	readonly memory?: Readonly<Record<string, unknown>>;
}

/** Parts that are left out stay as they are. */
export type StateChange = Partial<PixelState>;

/** What to store when a pixel is paused or resumed. One that was paused already stays so since then. */
export function toPauseChange(before: PixelState, isPaused: boolean, nowMs: number): StateChange {
	if (!isPaused) return { isPaused, pausedSinceMs: undefined };
	return before.isPaused ? {} : { isPaused, pausedSinceMs: nowMs };
}

/** Enough for the thousand suspects that a worker watches. Our choice. */
export const MAX_MEMORY_BYTES = 1024 * 1024;

export const FRESH_PIXEL_STATE: PixelState = { isPaused: false };
