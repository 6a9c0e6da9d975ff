/** The pixels with their states, for the filter, the strip of held ones and the queue. */

import { computed, signal } from '@preact/signals';
import { getJson } from './api.js';
import type { Pixel } from './shapes.js';

/** How often the states are read while the page is seen. Our choice. */
const EVERY_MS = 5000;

export const pixels = signal<readonly Pixel[]>([]);
export const held = computed(() => pixels.value.filter(({ state }) => state === 'holding'));
export const deadLetterCount = computed(() => pixels.value.reduce((sum, { deadLetters = 0 }) => sum + deadLetters, 0));

export async function loadPixels(): Promise<void> {
	try {
		pixels.value = await getJson<Pixel[]>('/api/pixels');
	} catch {
		// The pill and the strip say when the gateway does not answer.
	}
}

export function watchPixels(): void {
	void loadPixels();
	setInterval(() => {
		if (!document.hidden) void loadPixels();
	}, EVERY_MS);
}
