/** At most so many lines a second; the others are counted, so that there is never a silent gap. */

/** (product decision) */
export const MAX_LINES = 50;

export interface LineLimit {
	/** Whether one more may be printed in this second. */
	lets(): boolean;
	/** Adds events that the gateway left out itself. */
	skip(count: number): void;
	/** How many were not printed since the last call; begins a new second. */
	next(): number;
}

export function createLineLimit(max = MAX_LINES): LineLimit {
	let [printed, left] = [0, 0];
	return {
		lets: () => {
			if (printed < max) {
				printed += 1;
				return true;
			}
			left += 1;
			return false;
		},
		skip: (count) => {
			left += count;
		},
		next: () => {
			const count = left;
			[printed, left] = [0, 0];
			return count;
		},
	};
}
