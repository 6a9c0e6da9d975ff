/** Parts of the page in files of their own, once they are loaded: what the first paint does not need, and what only a sandbox has. */

import { signal } from '@preact/signals';
import { gateway } from './gateway.js';

export const later = signal<typeof import('../views/later.js') | undefined>(undefined);
export const sandbox = signal<typeof import('../views/sandbox.js') | undefined>(undefined);

/** At once, but after the first paint. */
export function loadLaterParts(): void {
	void import('../views/later.js').then((parts) => {
		later.value = parts;
	});
	if (!gateway.sandbox) return;
	void import('../views/sandbox.js').then((parts) => {
		sandbox.value = parts;
	});
}
