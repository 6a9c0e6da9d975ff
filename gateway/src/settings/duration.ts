/** Times in settings, as people write them. */

import { DAY_MS } from 'openai-ads-destination/internal';

const UNITS: ReadonlyMap<string | undefined, number> = new Map([
	['s', 1000],
	['m', 60_000],
	['h', 60 * 60_000],
	['d', DAY_MS],
]);
/** OpenAI takes events of seven days; one is left to deliver them in. Our choice. */
export const MAX_HOLD_MS = 6 * DAY_MS;

/**
 * Milliseconds of `30s`, `10m`, `24h` or `2d`; `undefined` for anything else, for nothing at all and for more than
 * {@link MAX_HOLD_MS}.
 */
export function parseDuration(text: string): number | undefined {
	const [, count, unit] = (text.length <= 10 ? /^(\d{1,6})([smhd])$/.exec(text) : null) ?? [];
	const ms = Number(count) * (UNITS.get(unit) ?? Number.NaN);
	return ms > 0 && ms <= MAX_HOLD_MS ? ms : undefined;
}
