/** What a run would do, found out by mapping the whole file once without sending anything. */

import type { AttributionVerdict } from 'openai-ads-destination';
import { DAY_MS, MAX_EVENT_AGE_MS } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';

/** Events are not sent in the last minute of their time. (product decision) */
const MARGIN_MS = 60_000;
const HOUR_MS = 60 * 60_000;
/** A minute is exact enough for a forecast of at most a week. */
const SLOTS = (7 * DAY_MS) / 60_000 + 12;

export interface PlanOptions {
	readonly nowMs: number;
	/** Events a second, if that is limited. */
	readonly perSecond: number | undefined;
}

/** Counts, in bounded memory, what mapping says of each event. */
export class Plan {
	readonly #options: PlanOptions;
	readonly #types = new Map<string, number>();
	readonly #verdicts = new Map<AttributionVerdict, number>();
	/** Events by the minutes that are left for them. */
	readonly #minutesLeft = new Uint32Array(SLOTS);
	/** That are JSON. */
	#rows = 0;
	#sendable = 0;
	#tooLate = 0;

	constructor(options: PlanOptions) {
		this.#options = options;
	}

	/** An event of the file, whatever becomes of it; `item` if it would be sent. */
	add(item: BatchItem | undefined, verdict: AttributionVerdict | undefined): void {
		this.#rows++;
		if (item === undefined) return;
		this.#sendable++;
		const name = item.customEventName ?? item.type;
		this.#types.set(name, (this.#types.get(name) ?? 0) + 1);
		if (verdict !== undefined) this.#verdicts.set(verdict, (this.#verdicts.get(verdict) ?? 0) + 1);
		const leftMs = item.timestampMs + MAX_EVENT_AGE_MS - MARGIN_MS - this.#options.nowMs;
		const slot = Math.min(SLOTS - 1, Math.max(0, Math.floor(leftMs / 60_000)));
		this.#minutesLeft[slot] = (this.#minutesLeft[slot] ?? 0) + 1;
		const { perSecond } = this.#options;
		if (perSecond !== undefined && (this.#rows / perSecond) * 1000 > leftMs) this.#tooLate++;
	}

	/**
	 *   plan: 120000 of 130000 rows would be sent; 2 can not be read
	 *     until 2026-11-27 10:00 UTC all of them; 300 are too old within an hour, 5000 within a day, the last at 2026-12-03 09:58 UTC
	 *     with a click: 12; with a match key: 100000; with neither: 19988
	 *     by type: order_created 100000, page_viewed 20000
	 *     at 100 events a second: 21 min 40 s; 12 are too old before their turn
	 *
	 * @param rows of the file, those included that are not JSON
	 */
	describe(rows: number): string {
		const unreadable = rows - this.#rows;
		return [
			`plan: ${this.#sendable} of ${rows} rows would be sent${unreadable > 0 ? `; ${unreadable} can not be read` : ''}`,
			...(this.#sendable === 0 ? [] : [this.#describeWindow(), this.#describeKeys(), this.#describeTypes()]),
			...this.#describeRate(rows),
		].join('\n');
	}

	#describeWindow(): string {
		const first = this.#minutesLeft.findIndex((count) => count > 0);
		const last = this.#minutesLeft.findLastIndex((count) => count > 0);
		const within = (ms: number) => this.#minutesLeft.subarray(0, ms / 60_000).reduce((sum, count) => sum + count, 0);
		return `  until ${this.#when(first)} all of them; ${within(HOUR_MS)} are too old within an hour, ${within(DAY_MS)} within a day, the last at ${this.#when(last)}`;
	}

	#when(minutes: number): string {
		return `${new Date(this.#options.nowMs + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	}

	#describeKeys(): string {
		const count = (...verdicts: AttributionVerdict[]) =>
			verdicts.reduce((sum, verdict) => sum + (this.#verdicts.get(verdict) ?? 0), 0);
		return `  with a click: ${count('attributable')}; with a match key: ${count('matchable')}; with neither: ${count('weak', 'none')}`;
	}

	#describeTypes(): string {
		const types = [...this.#types].sort(([, one], [, other]) => other - one);
		const shown = types.slice(0, MAX_TYPES).map(([name, count]) => `${name} ${count}`);
		const rest = types.length - shown.length;
		return `  by type: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more types` : ''}`;
	}

	#describeRate(rows: number): string[] {
		const { perSecond } = this.#options;
		if (perSecond === undefined) return [];
		const lost = this.#tooLate > 0 ? `; ${this.#tooLate} are too old before their turn` : '';
		return [`  at ${perSecond} rows a second: ${describeDuration(rows / perSecond)}${lost}`];
	}
}

/** Types that are named; custom events can have any name. Our choice. */
const MAX_TYPES = 20;

/** `21 min 40 s`, `2 h 5 min`. */
export function describeDuration(seconds: number): string {
	const whole = Math.ceil(seconds);
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
