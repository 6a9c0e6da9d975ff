/** What `/readyz` says of a pixel. */

import type { PixelView } from '../operate/operator.js';
import type { PixelControl } from '../operate/pixel-control.js';
import { toPixelView } from '../operate/pixel-view.js';
import type { PixelQueue } from '../queue/queue.js';

export interface PixelStatus
	extends Pick<PixelView, 'name' | 'pixelId' | 'state' | 'since' | 'reason' | 'oldestSeconds'> {
	/** Events that wait or are under way. */
	readonly queued: number;
}

/** Asks the queue what waits. @param nowMs Unix milliseconds */
export async function readPixelStatus(pixel: PixelControl, queue: PixelQueue, nowMs: number): Promise<PixelStatus> {
	const { name, pixelId } = pixel;
	const view = await toPixelView({ name, pixelId, condition: () => pixel.condition() }, queue, nowMs);
	const { state, since, reason, waiting: queued, oldestSeconds } = view;
	const why = { ...(since === undefined ? {} : { since }), ...(reason === undefined ? {} : { reason }) };
	return { name, pixelId, state, ...why, queued, oldestSeconds };
}
