/** How many events were accepted, with an ad click or without, and lost, by the hour, for a week: what two rules judge by. */

import { toVerdict } from 'openai-ads-destination/internal';
import { type CountRow, type Counts, HOUR_MS } from '../queue/counts.js';
import { readCounted } from '../stories/counted.js';

export const WEEK_HOURS = 168;
/** Hours that are read in one call, so that the store's other callers never wait for all of a week. Our choice. */
const SLICE = 6;
/** An hour is read once more after it has ended: what was counted in its last second may come later. Our choice. */
const OPEN_HOURS = 2;

export interface HourCount {
	readonly accepted: number;
	readonly attributable: number;
	readonly discarded: number;
}

/** By hours since 1970. */
export type Hours = ReadonlyMap<number, HourCount>;

const NONE: HourCount = { accepted: 0, attributable: 0, discarded: 0 };

export class HourCounts {
	readonly #counts: Pick<Counts, 'read'>;
	/** By pixel ID. */
	readonly #pixels = new Map<string, Map<number, HourCount>>();
	/** The first hour that is not yet known for good. */
	#next = 0;

	constructor(counts: Pick<Counts, 'read'>) {
		this.#counts = counts;
	}

	/** Reads what is new; the first time a week. */
	async update(nowMs: number): Promise<void> {
		const now = Math.floor(nowMs / HOUR_MS);
		const first = now - WEEK_HOURS;
		for (const hours of this.#pixels.values()) for (const hour of hours.keys()) if (hour < first) hours.delete(hour);
		for (let from = Math.max(first, this.#next); from <= now; from += SLICE) {
			this.#replace(from, await this.#counts.read(from, Math.min(from + SLICE, now + 1)));
		}
		this.#next = now - OPEN_HOURS + 1;
	}

	of(pixelId: string): Hours {
		return this.#pixels.get(pixelId) ?? new Map();
	}

	#replace(from: number, rows: readonly CountRow[]): void {
		for (const hours of this.#pixels.values()) for (let n = 0; n < SLICE; n++) hours.delete(from + n);
		for (const row of rows) {
			const hours = this.#pixels.get(row.pixelId) ?? new Map<number, HourCount>();
			this.#pixels.set(row.pixelId, hours);
			hours.set(row.hour, add(hours.get(row.hour) ?? NONE, toCount(row)));
		}
	}
}

function toCount({ what, n }: CountRow): HourCount {
	const counted = readCounted(what);
	if (counted?.kind === 'ended') return { ...NONE, discarded: counted.outcome === 'discarded' ? n : 0 };
	if (counted?.kind !== 'accepted') return NONE;
	return { accepted: n, attributable: toVerdict(counted.matchKeys) === 'attributable' ? n : 0, discarded: 0 };
}

/**
 * The last hours up to this moment. What is counted by the hour does not tell its minutes: of the hour in which the time
 * begins, as large a part counts as is within it.
 */
export function sumLastHours(hours: Hours, nowMs: number, count: number): HourCount {
	const now = Math.floor(nowMs / HOUR_MS);
	const within = 1 - (nowMs % HOUR_MS) / HOUR_MS;
	let sum = scale(hours.get(now - count) ?? NONE, within);
	for (let hour = now - count + 1; hour <= now; hour++) sum = add(sum, hours.get(hour) ?? NONE);
	return sum;
}

function add(one: HourCount, other: HourCount): HourCount {
	return {
		accepted: one.accepted + other.accepted,
		attributable: one.attributable + other.attributable,
		discarded: one.discarded + other.discarded,
	};
}

function scale({ accepted, attributable, discarded }: HourCount, by: number): HourCount {
	return { accepted: accepted * by, attributable: attributable * by, discarded: discarded * by };
}
