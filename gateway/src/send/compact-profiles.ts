/** Keeps profiles in memory as JSON text: a third of the room of objects, and bounded by bytes, however many people a file has. */

import { LRUCache } from 'lru-cache';
import {
	mergeProfiles,
	type Ports,
	PROFILE_LIFETIME_MS,
	type Profile,
	type Profiles,
	utf8Length,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';

/** Room for about 20,000 profiles with a click and all match keys. Our choice. */
const MAX_BYTES = 12 * 1024 * 1024;
/** What an entry needs beside its texts. Measured roughly, Node 20. */
const ENTRY_BYTES = 200;

/** @param options.maxBytes of all entries; the least recently used ones go first */
export function createCompactProfiles(options: { nowMs: () => number; maxBytes?: number }): Profiles {
	const cache = new LRUCache<string, string>({
		maxSize: options.maxBytes ?? MAX_BYTES,
		// Measuring it makes V8 keep a text in one piece, as it does not by itself: a sixth less memory.
		sizeCalculation: (text, key) => utf8Length(text) + key.length + ENTRY_BYTES,
		ttl: PROFILE_LIFETIME_MS,
		ttlResolution: 0,
		perf: { now: options.nowMs },
	});
	return {
		get: async (keys) => keys.map((key) => read(cache.get(key))),
		merge: async (entries) => {
			for (const { key, profile } of entries)
				cache.set(key, JSON.stringify(mergeProfiles(read(cache.get(key)), profile)));
		},
		forget: async (keys) => {
			for (const key of keys) cache.delete(key);
		},
	};
}

/** The default ports, with these profiles and what else is given. */
export function withCompactProfiles(ports: Partial<Ports>): Ports {
	const { nowMs } = withDefaultPorts();
	return withDefaultPorts({ ...ports, profiles: createCompactProfiles({ nowMs }) });
}

function read(text: string | undefined): Profile | undefined {
	return text === undefined ? undefined : (JSON.parse(text) as Profile); // Our own text.
}
