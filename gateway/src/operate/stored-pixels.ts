/** Pixels that nobody is at work for: all that a store knows of them is whether they are paused. */

import { toPauseChange } from '../queue/pixel-state.js';
import type { Store } from '../queue/store.js';
import { type PixelControl, type PixelControls, toPausedStanding } from './pixel-control.js';

type Queues = Pick<Store, 'pixel' | 'pixelIds'>;

/** The given pixels, and those that the store knows besides: with events or dead letters of earlier configurations. */
export function withStored(
	store: Queues,
	own: () => readonly PixelControl[],
	{ nowMs }: Pick<StoredOptions, 'nowMs'>,
): PixelControls {
	return async () => {
		const pixels = own();
		const known = new Set(pixels.map(({ pixelId }) => pixelId));
		const others = (await store.pixelIds()).filter((pixelId) => !known.has(pixelId));
		return [...pixels, ...others.map((pixelId) => storedPixel(store, pixelId, { nowMs }))];
	};
}

export interface StoredOptions {
	/** As configured; without one the pixel bears its ID, and is draining. */
	readonly name?: string;
	nowMs(): number;
}

export function storedPixel(
	store: Pick<Store, 'pixel'>,
	pixelId: string,
	{ name, nowMs }: StoredOptions,
): PixelControl {
	const queue = store.pixel(pixelId);
	const setPaused = async (isPaused: boolean) => queue.setState(toPauseChange(await queue.state(), isPaused, nowMs()));
	return {
		name: name ?? pixelId,
		pixelId,
		condition: async () => {
			const { isPaused, pausedSinceMs } = await queue.state();
			if (isPaused) return toPausedStanding(pausedSinceMs);
			return { state: name === undefined ? 'draining' : 'sending' };
		},
		pause: () => setPaused(true),
		resume: () => setPaused(false),
		wake: () => {},
	};
}
