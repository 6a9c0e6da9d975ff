/** Times for people. Pure. */

import { DAY_MS } from 'openai-ads-destination/internal';

/** `14:17 UTC` within a day, else `Fri 27 Nov 09:00 UTC`. */
export function showTime(ms: number, nowMs: number): string {
	const [weekday = '', day, month, , time = ''] = new Date(ms).toUTCString().split(' ');
	const clock = `${time.slice(0, 5)} UTC`;
	return ms - nowMs < DAY_MS / 2 ? clock : `${weekday.replace(',', '')} ${day} ${month} ${clock}`;
}
