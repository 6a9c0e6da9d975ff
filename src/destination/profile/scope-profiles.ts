/** One store for several pixels, whose people must not be mixed up: in each shop a user id names somebody else. */

import type { Profiles } from './profile.js';

/** The part of a store that belongs to one pixel. Its keys are `<pixelId>:u:<sha256 of userId>` and `<pixelId>:a:...`. */
export function scopeProfiles(profiles: Profiles, pixelId: string): Profiles {
	const scoped = (key: string) => `${pixelId}:${key}`;
	return {
		get: async (keys) => profiles.get(keys.map(scoped)),
		merge: async (entries) => profiles.merge(entries.map(({ key, profile }) => ({ key: scoped(key), profile }))),
		forget: async (keys) => profiles.forget(keys.map(scoped)),
	};
}
