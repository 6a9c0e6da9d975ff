/** What a rule is. */

import type { AlertRules } from '../settings/alerts-schema.js';
import type { Alert, AlertBody, Severity } from './alert.js';
import type { Observed } from './observed.js';

/** What an alert says while it lasts. */
export interface Facts extends Pick<AlertBody, 'text' | 'value' | 'threshold' | 'baseline' | 'cure' | 'detail'> {
	readonly sinceMs: number;
}

/** `between`: neither, so what was goes on. `unknown`: that can't be told now. */
export type Judgement =
	| { readonly kind: 'firing'; readonly facts: Facts }
	| { readonly kind: 'over' | 'between' | 'unknown' };

/** Pure. */
export interface Rule {
	readonly severity: Severity;
	/** It is over once that has been so for this long. */
	readonly overAfterMs: number;
	/** @param lasting the alert that is not over, if there is one */
	judge(observed: Observed, rules: AlertRules, lasting: Alert | undefined): Judgement;
	/** One sentence. */
	sayOver(name: string): string;
}

export const [OVER, BETWEEN, UNKNOWN] = [{ kind: 'over' }, { kind: 'between' }, { kind: 'unknown' }] as const;
