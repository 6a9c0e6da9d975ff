/** One pixel, as far as an operator can steer it. */

import type { PixelStateName } from './operator.js';
import type { PausedBy } from './paused-by.js';

/** What a pixel is doing, and since when, in Unix milliseconds, and why, where that is known. */
export interface PixelStanding {
	readonly state: PixelStateName;
	readonly sinceMs?: number;
	/** For people: no key, nothing of an event. */
	readonly reason?: string;
	/** Of a pixel that is held: OpenAI's name of the answer that says so. */
	readonly requestId?: string;
	/** Of a pixel that is held: the status of that answer. */
	readonly httpStatus?: number;
	/** Of a paused one: what the settings say, no command ends. */
	readonly pausedBy?: PausedBy;
}

/** How a pixel's events go out. */
export interface PixelFlow {
	/** Events a second that OpenAI accepted, on average over the last ten seconds. */
	readonly outPerSecond: number;
	/** Of the last request: when it was answered or failed, in Unix milliseconds, and the status unless no answer came. */
	readonly lastAnswer?: { readonly atMs: number; readonly status?: number };
	/** Unix milliseconds; only of a pixel that is held. */
	readonly nextProbeMs?: number | undefined;
}

/** Of a pixel that an operator paused. */
export function toPausedStanding(sinceMs: number | undefined): PixelStanding {
	const since = sinceMs === undefined ? {} : { sinceMs };
	return { state: 'paused', ...since, reason: 'It was paused by a command.', pausedBy: 'command' };
}

export interface PixelControl {
	/** As configured; of one that is no longer configured, its pixel ID. */
	readonly name: string;
	readonly pixelId: string;
	condition(): PixelStanding | Promise<PixelStanding>;
	/** Absent where no gateway runs. */
	flow?(): PixelFlow;
	/** Stops sending, probes included, until it is resumed. Resolves once that is on disk. */
	pause(): Promise<void>;
	resume(): Promise<void>;
	/** Something was put into the queue. */
	wake(): void;
}

export type PixelControls = () => Promise<readonly PixelControl[]>;
