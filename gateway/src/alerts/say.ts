/** Shares and times in the texts of alerts. Times are UTC, since receivers are anywhere. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE_MS = 60_000;
const [HOUR, DAY] = [60, 24 * 60];

/** `24 %` */
export function sayShare(share: number): string {
	return `${Math.round(share * 100)} %`;
}

/** `13:41 UTC` */
export function sayTime(ms: number): string {
	return `${new Date(ms).toISOString().slice(11, 16)} UTC`;
}

/** `3 Dec 13:20` */
export function sayDay(ms: number): string {
	const date = new Date(ms);
	return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.toISOString().slice(11, 16)}`;
}

/** `2 d 3 h`, `1 h 5 min`, `4 min` */
export function sayDuration(ms: number): string {
	const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
	if (minutes < HOUR) return `${minutes} min`;
	if (minutes < DAY) return `${Math.floor(minutes / HOUR)} h ${minutes % HOUR} min`;
	return `${Math.floor(minutes / DAY)} d ${Math.floor((minutes % DAY) / HOUR)} h`;
}
