/** Keeps the profiles of the people seen last, as JSON outside of V8's heap: bounded by bytes, however many people a file has. */

import { mergeProfiles, PROFILE_LIFETIME_MS, type Profile, type Profiles } from 'openai-ads-destination/pipeline';
import { decodeProfile, encodeProfile } from './profile-text.js';
import { Shelf } from './shelf.js';

export interface CompactProfiles extends Profiles {
	/** Forgets everybody, so that another reading of the events can have the same memory. */
	clear(): void;
}

/** Of half of the shelf: room for about 20,000 profiles with a click and all match keys. Our choice. */
const HALF_BYTES = 7 * 1024 * 1024;

/** @param options.halfBytes what is kept at least of the people seen last, and at most twice that */
export function createCompactProfiles(options: { nowMs: () => number; halfBytes?: number }): CompactProfiles {
	const { nowMs } = options;
	const shelf = new Shelf(options.halfBytes ?? HALF_BYTES);
	const find = (key: string): Profile | undefined => {
		const found = shelf.get(key);
		return found === undefined || nowMs() - found.savedAtMs > PROFILE_LIFETIME_MS
			? undefined
			: decodeProfile(found.text);
	};
	return {
		get: async (keys) => keys.map(find),
		merge: async (entries) => {
			for (const { key, profile } of entries) shelf.set(key, encodeProfile(mergeProfiles(find(key), profile)), nowMs());
		},
		forget: async (keys) => {
			for (const key of keys) shelf.delete(key);
		},
		clear: () => shelf.clear(),
	};
}
