/** Lets others have a turn in the middle of long work. */

import { setImmediate } from 'node:timers/promises';

/** Longest stretch of work without a pause. A parse or a mapping in between may add to it. Our choice. */
const STRETCH_MS = 10;

/** Creates a function to call after each step: it gives a promise to wait for if it is time for a pause. */
export function createPauses(): () => Promise<void> | undefined {
	let sinceMs = performance.now();
	const rest = async () => {
		await setImmediate();
		sinceMs = performance.now();
	};
	return () => (performance.now() - sinceMs < STRETCH_MS ? undefined : rest());
}
