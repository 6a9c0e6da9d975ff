/** A pixel that this gateway owns, or would. */

import type { OwnerListener, Ownership } from '../queue.js';
import type { Database } from './database.js';

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

export interface LeasePorts {
	readonly database: Database;
	readonly gatewayId: string;
	/** A clock that never jumps. */
	monotonicMs(): number;
	/** Is told when a pixel is another's, or a new one's: what was handed out before is not this gateway's any more. */
	onChanged(pixelId: string): void;
	/** Is called once a second with the database's leave. */
	onTick(): Promise<void>;
}

/** As statements name it. */
export function toNamed({ pixelId, own: { epoch } }: Lease): { pixelId: string; epoch: number } {
	return { pixelId, epoch };
}
