/** How many events came and ended how, by the hour: small numbers that outlive the events. The queue does not know what it counts. */

export interface Count {
	/** What is counted, at most {@link MAX_WHAT} characters: counts of the same text are added up. */
	readonly what: string;
	readonly n: number;
}

export interface CountRow extends Count {
	readonly pixelId: string;
	/** Hours since 1970; of a folded row, the first hour of its day. */
	readonly hour: number;
}

/**
 * Kept 8 days by the hour and 90 by the day. Of one pixel and hour at most {@link MAX_ROWS} different ones, and what is more
 * counts as {@link OTHER}.
 */
export interface Counts {
	/** Adds to the present hour. */
	add(pixelId: string, counts: readonly Count[]): Promise<void>;
	/** Of the hours from `fromHour` up to and without `toHour`, of all pixels. */
	read(fromHour: number, toHour: number): Promise<readonly CountRow[]>;
}

export const HOUR_MS = 60 * 60 * 1000;
export const HOURS_A_DAY = 24;
export const MAX_ROWS = 2000;
export const MAX_WHAT = 500;
export const OTHER = '["other"]';
/** (product decision) */
export const [HOURLY_DAYS, DAILY_DAYS] = [8, 90];
