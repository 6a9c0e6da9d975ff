/** What an alert is: what is remembered of it, and what is posted. Plain JSON, both. */

/** A state of a pixel that somebody should know of. */
export const RULE_NAMES = ['pixel_held', 'near_expiry', 'dead_letters', 'click_share'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** `more_alerts` counts what was not posted, since too much was. */
export type AlertName = RuleName | 'more_alerts' | 'test';

export type Severity = 'critical' | 'warning';

/** What a receiver gets as JSON. Names no person, no key and no page that somebody visited. Times are ISO times. */
export interface AlertBody {
	/** For people: all that they need to begin. */
	readonly text: string;
	readonly version: 1;
	/** The same for `firing` and `over`: `pixel_held:shop-us:2026-11-26T13:41:00Z` */
	readonly id: string;
	readonly alert: AlertName;
	readonly state: 'firing' | 'over' | 'test';
	readonly severity: Severity;
	readonly pixel: { readonly name: string; readonly pixelId: string } | null;
	/** When the state began, as far as is known. */
	readonly since: string;
	/** When it was noticed, or noticed to be over. */
	readonly at: string;
	readonly endedAt: string | null;
	/** What was compared with `threshold`: events, letters, or a share of 1. */
	readonly value: number | null;
	readonly threshold: number | null;
	/** What is usual. */
	readonly baseline: number | null;
	readonly cure: string | null;
	readonly detail: Readonly<Record<string, string | number | null>>;
	/** Which gateway posts. */
	readonly instance: string;
	/** Where to look. */
	readonly url: string | null;
}

export interface Post {
	readonly state: 'firing' | 'over';
	readonly atMs: number;
}

/** What is remembered. Times are Unix milliseconds. */
export interface Alert {
	readonly id: string;
	readonly rule: RuleName | 'more_alerts';
	readonly pixelId: string;
	readonly state: 'firing' | 'over';
	readonly sinceMs: number;
	readonly endedMs?: number;
	/** Since when it would be over, if that lasts. */
	readonly recoveredMs?: number;
	/** Of its state. */
	readonly body: AlertBody;
	/** The state is yet to be posted. */
	readonly isDue: boolean;
	readonly posts: readonly Post[];
	/** Why the state was not posted. */
	readonly notPosted?: { readonly atMs: number; readonly problem: string };
}

export const TOO_MANY = 'Too many posts within an hour; the next message counts it.';
