/** The time of day at the head of a line. */

/** As this machine's clock shows it, `14:02:01`; dashes for what is no time. */
export function toClock(time: string | number): string {
	const date = new Date(time);
	return Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8);
}
