/** What an operator sees of a pixel. */

/**
 * - `sending`  its events go out, as fast as OpenAI takes them.
 * - `holding`  OpenAI refuses its key, or everything: a probe goes out at growing intervals.
 * - `paused`   the operator stopped it: nothing goes out.
 * - `draining` it is no longer configured; what waits still goes out if its key is known.
 */
export type PixelStateName = 'sending' | 'holding' | 'paused' | 'draining';

export interface PixelCondition {
	readonly state: PixelStateName;
	/** Since when, in Unix milliseconds, if that is known. */
	readonly sinceMs?: number;
	/** Why, in plain words, unless it is sending. */
	readonly reason?: string;
}

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

/** What a person may do with a pixel while the gateway runs. */
export interface PixelControl {
	/** As configured; of one that no longer is, its pixel ID. */
	readonly name: string;
	readonly pixelId: string;
	condition(): PixelCondition;
	status(): Promise<PixelStatus>;
	/** Sends nothing until it is resumed, restarts included. Resolves once that is on disk. */
	pause(): Promise<void>;
	/** Sends again, unless the configuration says `paused`. Resolves once that is on disk. */
	resume(): Promise<void>;
}
