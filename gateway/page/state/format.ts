/** Numbers, money and times as people read them: local time, with UTC where a title can show it. */

const NUMBER = new Intl.NumberFormat('en-US');
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const SHORT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const HALF_DAY_MS = 12 * 3600 * 1000;

export const toNumber = (n: number): string => NUMBER.format(n);
/** `61%`; of nothing, `0%`. */
export const toShare = (n: number, of: number): string => `${toPercent(n, of)}%`;
export const toPercent = (n: number, of: number): number => (of === 0 ? 0 : Math.round((n / of) * 100));
export const toClock = (at: string): string => format(at, CLOCK);
export const toMinute = (at: string): string => format(at, isRecent(at) ? SHORT : DAY);
export const toUtc = (at: string): string => at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');

/** `21 min`, `26 h`, `6 d 23 h` */
export function toDuration(seconds: number): string {
	const s = Math.max(0, Math.round(seconds));
	if (s < 90) return `${s} s`;
	if (s < 5400) return `${Math.round(s / 60)} min`;
	if (s < 172_800) return `${Math.round(s / 3600)} h`;
	const hours = Math.round((s % 86_400) / 3600);
	return `${Math.floor(s / 86_400)} d${hours === 0 ? '' : ` ${hours} h`}`;
}

/** Minor units as money: `$129.99`; undefined for a currency that the browser does not know. */
export function toMoney(minor: number | undefined, currency: string | undefined): string | undefined {
	if (minor === undefined || currency === undefined) return undefined;
	try {
		const money = new Intl.NumberFormat('en-US', { style: 'currency', currency });
		return money.format(minor / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
	} catch {
		return `${minor} ${currency}`;
	}
}

export function toBytes(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB'];
	const place = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
	const n = bytes / 1000 ** place;
	return `${n < 10 && place > 0 ? n.toFixed(1) : Math.round(n)} ${units[place]}`;
}

/** Long ids by both ends: `7f1c…e2a0`. */
export const shorten = (id: string): string => (id.length > 14 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);

function format(at: string, as: Intl.DateTimeFormat): string {
	const date = new Date(at);
	return Number.isNaN(date.getTime()) ? '' : as.format(date);
}

function isRecent(at: string): boolean {
	return Math.abs(Date.now() - Date.parse(at)) < HALF_DAY_MS;
}
