/** Which changes of an event deserve a line: its end, and the first time that it waits for OpenAI. */

import { LRUCache } from 'lru-cache';
import type { Summary } from './summary.js';

/** As many events as a gateway keeps. */
const MAX_KNOWN = 10_000;

/** Creates the test; true once for each fate of an event. */
export function createNews(): (summary: Summary) => boolean {
	const known = new LRUCache<string, string>({ max: MAX_KNOWN });
	return ({ key, outcome, reason }) => {
		// It is on disk and about to leave: that is no news yet.
		if (outcome === 'waiting' && reason === undefined) return false;
		if (known.get(key) === outcome) return false;
		known.set(key, outcome);
		return true;
	};
}
