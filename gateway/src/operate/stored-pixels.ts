/** The pixels of a store, as far as it can tell without a worker: paused or not. */

import type { Store } from '../queue/store.js';
import type { PixelControl, PixelControls } from './pixel-control.js';

/** @param names of the configured pixels, by pixel ID; others bear their ID, and are draining. @param wake tells whoever sends */
export function storedPixels(
	store: Pick<Store, 'pixel' | 'pixelIds'>,
	names: ReadonlyMap<string, string>,
	wake: () => void = () => {},
): PixelControls {
	return async () => {
		const ids = new Set([...names.keys(), ...(await store.pixelIds())]);
		return [...ids].map((pixelId) => ({ ...toControl(store, pixelId, names.get(pixelId)), wake }));
	};
}

function toControl(store: Pick<Store, 'pixel'>, pixelId: string, name: string | undefined): Omit<PixelControl, 'wake'> {
	const queue = store.pixel(pixelId);
	return {
		name: name ?? pixelId,
		pixelId,
		standing: async () => {
			const { isPaused } = await queue.state();
			return { state: isPaused ? 'paused' : name === undefined ? 'draining' : 'sending' };
		},
		pause: () => queue.setState({ isPaused: true }),
		resume: () => queue.setState({ isPaused: false }),
	};
}
