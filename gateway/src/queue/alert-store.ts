/** What is remembered of alerts, so that a restart repeats nothing. The queue does not know what they say. */

import { DAY_MS } from 'openai-ads-destination/internal';

export interface KeptAlert {
	/** At most {@link MAX_ALERT_ID} characters. */
	readonly id: string;
	/** Plain JSON of at most {@link MAX_ALERT_LENGTH} characters. Whoever reads it checks it: an older version may have written it. */
	readonly alert: string;
	/** When it was over, in Unix milliseconds; absent while it is not. */
	readonly endedMs?: number;
}

export interface AlertStore {
	/** Those that are not over, then those that were over in the last {@link ENDED_KEPT_MS}, newest first; at most {@link MAX_LISTED_ALERTS} each. */
	list(): Promise<readonly KeptAlert[]>;
	/** Puts them in the place of what is kept under their ids, all or none. Resolves once they are on disk. @throws RangeError if one is too long */
	keep(alerts: readonly KeptAlert[]): Promise<void>;
	/**
	 * Which of these pixels this gateway is to tell of although it sends none of their events: those that no gateway sends, if it is
	 * the first of those that are alive. A gateway that is alone is. An empty text stands for what belongs to no pixel.
	 */
	findUnsent(pixelIds: readonly string[]): Promise<readonly string[]>;
}

/** (product decision) */
export const ENDED_KEPT_MS = 30 * DAY_MS;
/** Our choice. */
export const [MAX_LISTED_ALERTS, MAX_ALERT_ID, MAX_ALERT_LENGTH] = [1000, 200, 16_000];

/** @throws RangeError */
export function checkAlertSize({ id, alert }: KeptAlert): void {
	if (id.length <= MAX_ALERT_ID && alert.length <= MAX_ALERT_LENGTH) return;
	throw new RangeError(
		`An alert is too long: expected at most ${MAX_ALERT_LENGTH} characters, got ${alert.length}, and at most ${MAX_ALERT_ID} in its id, got ${id.length}.`,
	);
}

/** A row of what is kept. */
export interface AlertRow {
	readonly id: string;
	readonly alert: string;
	readonly ended_ms: number | null;
}

export function toKeptAlert({ id, alert, ended_ms: endedMs }: AlertRow): KeptAlert {
	return endedMs === null ? { id, alert } : { id, alert, endedMs };
}
