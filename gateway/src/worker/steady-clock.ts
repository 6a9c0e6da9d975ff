/** The time of day for a queue whose events wait for times: it never goes back, even if the machine's clock does. */

export interface Clocks {
	/** Unix milliseconds. */
	nowMs(): number;
	/** Milliseconds of a clock that never jumps. */
	monotonicMs(): number;
}

/** Follows the machine's clock forwards, and the one that never jumps while the machine's is set back. */
export function createSteadyClock({ nowMs, monotonicMs }: Clocks): () => number {
	let steadyMs = nowMs();
	let readMs = monotonicMs();
	return () => {
		const atMs = monotonicMs();
		steadyMs = Math.max(nowMs(), steadyMs + atMs - readMs);
		readMs = atMs;
		return steadyMs;
	};
}
