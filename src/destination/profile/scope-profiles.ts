/** One store for several pixels, whose people must not be mixed up: in each shop a user id names somebody else. */

import type { ProfileEntry, Profiles } from './profile.js';

/** The part of a store that belongs to one pixel. Its keys are `<pixelId>:u:<sha256 of userId>` and `<pixelId>:a:...`. */
export function scopeProfiles(profiles: Profiles, pixelId: string): Profiles {
	const scoped = (key: string) => `${pixelId}:${key}`;
	const scopedEntry = ({ key, profile }: ProfileEntry) => ({ key: scoped(key), profile });
	return {
		get: async (keys) => profiles.get(keys.map(scoped)),
		merge: async (entries) => profiles.merge(entries.map(scopedEntry)),
		forget: async (keys) => profiles.forget(keys.map(scoped)),
	};
}
