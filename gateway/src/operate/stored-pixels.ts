/** Pixels that nobody is at work for: all that a store knows of them is whether they are paused. */

import type { Store } from '../queue/store.js';
import type { PixelControl, PixelControls } from './pixel-control.js';

type Queues = Pick<Store, 'pixel' | 'pixelIds'>;

/** The given pixels, and those that the store knows besides: with events or dead letters of earlier configurations. */
export function withStored(store: Queues, own: () => readonly PixelControl[]): PixelControls {
	return async () => {
		const pixels = own();
		const known = new Set(pixels.map(({ pixelId }) => pixelId));
		const others = (await store.pixelIds()).filter((pixelId) => !known.has(pixelId));
		return [...pixels, ...others.map((pixelId) => storedPixel(store, pixelId))];
	};
}

/** @param name as configured; without one it bears its ID, and is draining */
export function storedPixel(store: Pick<Store, 'pixel'>, pixelId: string, name?: string): PixelControl {
	const queue = store.pixel(pixelId);
	return {
		name: name ?? pixelId,
		pixelId,
		condition: async () => {
			const { isPaused } = await queue.state();
			return { state: isPaused ? 'paused' : name === undefined ? 'draining' : 'sending' };
		},
		pause: () => queue.setState({ isPaused: true }),
		resume: () => queue.setState({ isPaused: false }),
		wake: () => {},
	};
}
