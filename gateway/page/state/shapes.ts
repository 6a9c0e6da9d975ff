/** What the routes of the admin listener answer, as the page reads it. Every value is masked before it comes here. */

export type Verdict = 'attributable' | 'matchable' | 'weak' | 'none';
export const VERDICTS = ['attributable', 'matchable', 'weak', 'none'] as const;
export type Outcome = 'accepted' | 'skipped' | 'discarded' | 'failed' | 'waiting';

/** One event in the list. */
export interface Summary {
	readonly key: string;
	/** ISO time. */
	readonly at: string;
	readonly pixel: string;
	readonly type?: string;
	readonly name: string;
	readonly id: string;
	readonly messageId: string;
	readonly outcome: Outcome;
	readonly reason?: string;
	readonly verdict?: Verdict;
	readonly matchKeys?: readonly string[];
	readonly note?: string;
	/** The note in at most 18 characters. */
	readonly short?: string;
	/** In minor units. */
	readonly amount?: number;
	readonly currency?: string;
	readonly source: string;
	readonly instance?: string;
}

export interface Step {
	readonly at: string;
	readonly what: string;
	readonly detail?: string;
	readonly until?: string;
	readonly requestId?: string;
	readonly status?: number;
}

export interface Field {
	readonly path: string;
	readonly value: string;
	readonly from?: string;
	readonly rule?: string;
}

export interface Attribution {
	readonly verdict: Verdict;
	readonly matchKeys: readonly string[];
	readonly reasons: readonly {
		readonly code: string;
		readonly message: string;
		readonly cure?: string;
		readonly key?: string;
	}[];
}

export interface Note {
	readonly path: string;
	readonly message: string;
}

export interface Explanation {
	readonly fields?: readonly Field[];
	readonly notRead?: readonly string[];
	readonly notes?: readonly Note[];
	readonly attribution?: Attribution;
}

/** One request that carried the event, in a sandbox. */
export interface Attempt {
	readonly at?: string;
	readonly line?: string;
	readonly body: unknown;
	readonly status?: number;
	readonly answer?: unknown;
	readonly requestId?: string;
	/** Events of the same request. */
	readonly events?: number;
	/** Whether something is left out because it is large. */
	readonly isCut?: boolean;
}

export interface Story extends Summary {
	readonly detail?: string;
	readonly notes?: readonly Note[];
	/** Keys of other stories of the same id, newest first. */
	readonly others?: readonly string[];
	readonly duplicateOf?: string;
	readonly steps: readonly Step[];
	readonly explanation?: Explanation;
	readonly requests?: readonly Attempt[];
}

export interface SkippedName {
	readonly name: string;
	readonly n: number;
	/** The name it may have been meant to be, and the row that maps it. */
	readonly meant?: string;
	readonly row?: string;
}

export interface Skipped {
	readonly reason: string;
	readonly n: number;
	readonly names: readonly SkippedName[];
}

export type VerdictCounts = Readonly<Partial<Record<Verdict, number>>>;
export interface TrendPoint {
	readonly at: string;
	readonly accepted: number;
	readonly attributable: number;
}

export interface Group {
	readonly type: string;
	readonly customName?: string;
	readonly from?: string;
	readonly source: string;
	readonly accepted: number;
	readonly verdicts: VerdictCounts;
	readonly keys: Readonly<Record<string, number>>;
	readonly trend?: readonly (number | TrendPoint)[];
}

export interface Diagnostic {
	readonly code: string;
	readonly affected: number;
	readonly total: number;
	readonly key?: string;
	readonly type?: string;
	readonly source?: string;
	readonly message: string;
	readonly cure?: string;
	/** Of the events that it is about: `type=order_created&reason=...` */
	readonly query?: string;
}

export interface Overview {
	readonly asOf: string;
	readonly received: number;
	readonly skipped: readonly Skipped[];
	readonly discarded: number;
	readonly failed?: number;
	readonly waiting: number;
	readonly accepted: number;
	readonly verdicts: VerdictCounts;
	readonly previous?: { readonly accepted: number; readonly verdicts: VerdictCounts };
	readonly trend: readonly TrendPoint[];
	readonly groups: readonly Group[];
	readonly diagnostics: readonly Diagnostic[];
}

export interface Pixel {
	readonly name: string;
	readonly pixelId: string;
	readonly state: 'sending' | 'holding' | 'paused' | 'draining';
	readonly since?: string;
	readonly reason?: string;
	readonly waiting: number;
	readonly bytes?: number;
	readonly oldestSeconds: number;
	readonly oldestDeadline?: string;
	readonly deadLetters?: number;
	readonly outPerSecond?: number;
	readonly lastAnswer?: { readonly status?: number; readonly at: string };
	readonly nextProbe?: string;
}

/** Of all pixels. */
export interface QueueFacts {
	/** Of the disk that the queue is on, if it is the gateway's own. */
	readonly freeBytes?: number;
}

export interface Letter {
	readonly key: string;
	readonly pixel: string;
	readonly id: string;
	readonly messageId: string;
	readonly type?: string;
	readonly name?: string;
	readonly reason: string;
	readonly detail: string;
	readonly at: string;
	readonly tooOld: boolean;
	/** False if only the reason is kept, so that there is nothing to replay. */
	readonly eventKept: boolean;
}

/** A finding of `openai-ads doctor`. */
export interface Finding {
	readonly id: string;
	readonly pixel?: string;
	readonly status: 'ok' | 'warn' | 'fail' | 'skip' | 'not_yet';
	readonly message: string;
	readonly affected?: readonly string[];
	readonly remediation?: readonly string[];
}

/** One change of state that somebody was told of. */
export interface Alert {
	readonly id: string;
	readonly text: string;
	readonly cure?: string;
	readonly since: string;
	readonly endedAt?: string | null;
	readonly posted: readonly { readonly state: string; readonly at: string }[];
	readonly notPosted?: { readonly at: string; readonly problem: string };
}

export interface Alerts {
	readonly receiver?: { readonly host: string };
	readonly firing: readonly Alert[];
	readonly over: readonly Alert[];
}
