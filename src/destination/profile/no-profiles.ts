/** A store that remembers nobody, for hosts that must not remember anything. */

import type { Profiles } from './profile.js';

export const NO_PROFILES: Profiles = {
	get: async (keys) => keys.map(() => undefined),
	merge: async () => {},
	forget: async () => {},
};
