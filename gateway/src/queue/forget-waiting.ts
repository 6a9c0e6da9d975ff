/** Profiles that take what waits of a person along: for callers that know the profiles alone. */

import type { PersonKeys, Profiles } from 'openai-ads-destination/pipeline';
import type { Store } from './store.js';

/** `<pixelId>:u:<sha256 of userId>`, or `a:` and the anonymousId's. */
const KEY = /^(.*):([ua]:[0-9a-f]{64})$/s;

/**
 * The store's profiles. Whoever is forgotten in those of a pixel is forgotten in its queue and its dead letters too, in the
 * same commit.
 *
 * @param readPixelIds the pixels whose queues are meant
 */
export function forgetWaiting(
	store: Pick<Store, 'profiles' | 'pixel'>,
	readPixelIds: () => readonly string[],
): Profiles {
	const { profiles } = store;
	return {
		get: (keys) => profiles.get(keys),
		merge: (entries) => profiles.merge(entries),
		forget: async (keys) => {
			const people = groupByPixel(keys, readPixelIds());
			const waiting = [...people].map(([pixelId, persons]) => store.pixel(pixelId).forget(persons, 'server'));
			await Promise.all([profiles.forget(keys), ...waiting]);
		},
	};
}

function groupByPixel(keys: readonly string[], pixelIds: readonly string[]): Map<string, PersonKeys[]> {
	const groups = new Map<string, PersonKeys[]>();
	for (const text of keys) {
		const [, pixelId = '', key = ''] = KEY.exec(text) ?? [];
		if (!pixelIds.includes(pixelId)) continue;
		const person: PersonKeys = key.startsWith('u')
			? { user: key, anonymous: undefined }
			: { user: undefined, anonymous: key };
		const group = groups.get(pixelId);
		if (group === undefined) groups.set(pixelId, [person]);
		else group.push(person);
	}
	return groups;
}
