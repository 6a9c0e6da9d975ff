/** Keeps what happens often from filling the log: a line at once, then at most one a minute, with the number since the last. */

/** Strangers may try as often as they like. Our choice. */
const INTERVAL_MS = 60_000;

/** Creates a counter. It adds to the number, and returns it when a line may be written; else `undefined`. */
export function createMinuteCount(nowMs: () => number): (more?: number) => number | undefined {
	let count = 0;
	let saidMs = Number.NEGATIVE_INFINITY;
	return (more = 1) => {
		count += more;
		if (nowMs() - saidMs < INTERVAL_MS) return undefined;
		const said = count;
		saidMs = nowMs();
		count = 0;
		return said;
	};
}
