/** Keeps a store that hangs from holding events up. */

import { inTime } from '../primitives/clock.js';
import type { Profiles } from './profile.js';

/** How long an event may wait for its profile. Our choice: shorter than the timeout of most callers. */
const MAX_WAIT_MS = 5000;

/** The store, with calls that reject when they have not ended in time. */
export function withTimeLimit(profiles: Profiles): Profiles {
	return {
		get: async (keys) => inTime(profiles.get(keys), MAX_WAIT_MS),
		merge: async (entries) => inTime(profiles.merge(entries), MAX_WAIT_MS),
		forget: async (keys) => inTime(profiles.forget(keys), MAX_WAIT_MS),
	};
}
