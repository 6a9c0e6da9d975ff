/** The set-up view's side in a gateway whose requests end in a test. */

import type { KeyPorts } from '../../src/set-up/check-keys.js';
import { createSetUp } from '../../src/set-up/create-set-up.js';

/** @param ports by default the network is not there */
export function aSetUp(ports: Partial<KeyPorts> = {}) {
	return createSetUp({
		fetch: async () => {
			throw new Error('Nobody is asked here.');
		},
		isSandbox: false,
		environment: {},
		readEndpoint: () => 'https://openai.example/v1/events',
		...ports,
	});
}
