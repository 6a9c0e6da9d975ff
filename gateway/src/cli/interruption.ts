/** What the first Ctrl-C does to a command that has something to finish: it has a few seconds for that. */

import { untilStopped } from './until-stopped.js';

/** Five seconds in all, of which the last belongs to the summary. (product decision) */
const GRACE_MS = 4000;
const END_MS = 4900;

export interface Interruption {
	/** Somebody asked to end. */
	readonly hasBegun: boolean;
	/** Aborts when the time for finishing is over. */
	readonly isOver: AbortSignal;
}

/** @param onBegin is called once, at the first SIGINT or SIGTERM; a second one ends the process at once */
export function watchInterruption(onBegin: () => void): Interruption {
	const over = new AbortController();
	let hasBegun = false;
	untilStopped().then(() => {
		hasBegun = true;
		setTimeout(() => over.abort(), GRACE_MS).unref();
		// Whatever still waits for somebody, such as a reader of results that does not read.
		setTimeout(() => process.exit(130), END_MS).unref();
		onBegin();
	});
	return {
		get hasBegun() {
			return hasBegun;
		},
		isOver: over.signal,
	};
}
