/** A store that remembers nobody, for hosts in which nothing should be remembered. */

import type { Profiles } from './profile.js';

export const NO_PROFILES: Profiles = {
	get: async (keys) => keys.map(() => undefined),
	merge: async () => {},
	forget: async () => {},
};
