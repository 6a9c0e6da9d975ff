/** What `/readyz` says of a pixel. */

import type { PixelStateName } from '../operate/operator.js';

export interface PixelStatus {
	readonly name: string;
	readonly pixelId: string;
	readonly state: PixelStateName;
	/** `2026-11-26T10:00:00.000Z` */
	readonly since?: string;
	readonly reason?: string;
	readonly queued: number;
	/** Since the first event that waits came; 0 if none does. */
	readonly oldestSeconds: number;
}
