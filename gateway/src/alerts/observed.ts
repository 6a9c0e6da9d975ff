/** What rules judge by: one pixel at a moment. */

import type { PixelStanding } from '../operate/pixel-control.js';
import type { Hours } from './hour-counts.js';

export interface Observed {
	readonly name: string;
	readonly pixelId: string;
	readonly nowMs: number;
	readonly standing: PixelStanding;
	/** When OpenAI last accepted a batch, of this process. */
	readonly acceptedMs?: number | undefined;
	readonly waiting: number;
	/** Until when the first of them can be sent. */
	readonly oldestDeadlineMs?: number | undefined;
	/** Waiting events whose time is nearly up. */
	readonly expiring: number;
	/** Dead letters of the last hour. */
	readonly newLetters: number;
	/** Why, of the newest of them: `{ rejected: 12 }`. */
	readonly reasons: Readonly<Record<string, number>>;
	readonly hours: Hours;
}
