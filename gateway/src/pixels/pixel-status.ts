/** What `/readyz` says of a pixel. */

import type { PixelView } from '../operate/operator.js';

export interface PixelStatus
	extends Pick<PixelView, 'name' | 'pixelId' | 'state' | 'since' | 'reason' | 'oldestSeconds'> {
	/** Events that wait or are under way. */
	readonly queued: number;
}
