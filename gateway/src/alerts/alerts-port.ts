/** What others may know and want of alerts. */

import type { AlertsView } from './alerts-view.js';

/** What became of a test. */
export type TestOutcome =
	| { readonly kind: 'posted'; readonly host: string }
	| { readonly kind: 'failed'; readonly host: string; readonly problem: string }
	/** No receiver is configured, or this is a sandbox. */
	| { readonly kind: 'nowhere' }
	| { readonly kind: 'too_soon'; readonly waitMs: number };

export interface AlertsPort {
	/** Those that last, and what was over in 30 days. @param pixel its name or ID */
	view(pixel?: string): Promise<AlertsView>;
	/** Posts one with the state `test`, once. Never rejects. */
	test(): Promise<TestOutcome>;
}
