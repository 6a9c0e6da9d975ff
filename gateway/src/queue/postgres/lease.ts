/** A pixel that this gateway owns, or would. */

import type { OwnerListener, Ownership } from '../queue.js';

export interface Lease {
	readonly pixelId: string;
	readonly own: Ownership;
	readonly controller: AbortController;
	readonly listener: OwnerListener;
	isPaused: boolean;
	renewedMs: number;
}

export interface Wanted {
	readonly listener: OwnerListener;
	resolve(own: Ownership | undefined): void;
}

/** As statements name it. */
export function toNamed({ pixelId, own: { epoch } }: Lease): { pixelId: string; epoch: number } {
	return { pixelId, epoch };
}
