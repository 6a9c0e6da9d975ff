/** The queue as it is at this moment, for the metrics. */

import type { Measured } from './metrics/create-metrics.js';
import type { Operator } from './operate/operator.js';
import type { Store } from './queue/store.js';

export async function measurePixels(
	store: Pick<Store, 'pixel'>,
	operator: Pick<Operator, 'pixels'>,
	nowMs: number,
): Promise<Measured> {
	const pixels = await operator.pixels();
	const [first] = pixels;
	// Each queue knows the number, which is that of the whole store.
	const stats = first === undefined ? undefined : await store.pixel(first.pixelId).stats();
	return {
		knownIds: stats?.knownIds ?? 0,
		pixels: pixels.map(({ oldestDeadline, ...pixel }) => ({
			...pixel,
			...(oldestDeadline === undefined ? {} : { secondsLeft: (Date.parse(oldestDeadline) - nowMs) / 1000 }),
		})),
	};
}
