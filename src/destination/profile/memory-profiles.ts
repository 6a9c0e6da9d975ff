/** Keeps profiles in this process's memory: bounded, and lost when the process ends. */

import { LRUCache } from 'lru-cache';
import { mergeProfiles, PROFILE_LIFETIME_MS, type Profile, type Profiles } from './profile.js';

/** About 1 kB each, so at most 100 MB. Our choice. */
const DEFAULT_MAX_PROFILES = 100_000;

/** @param options.max profiles kept; the least recently used ones go first */
export function createMemoryProfiles(options: { nowMs: () => number; max?: number }): Profiles {
	const cache = new LRUCache<string, Profile>({
		max: options.max ?? DEFAULT_MAX_PROFILES,
		ttl: PROFILE_LIFETIME_MS,
		ttlResolution: 0,
		perf: { now: options.nowMs },
	});
	return {
		get: async (keys) => keys.map((key) => cache.get(key)),
		merge: async (entries) => {
			for (const { key, profile } of entries) cache.set(key, mergeProfiles(cache.get(key), profile));
		},
		forget: async (keys) => {
			for (const key of keys) cache.delete(key);
		},
	};
}
