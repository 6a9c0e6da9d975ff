/** The short words of a terminal's line: one for each outcome and reason. The long ones stand in the results themselves. */

import type { Mark } from './style.js';

interface Word {
	readonly mark: Mark;
	/** At most 12 characters. */
	readonly word: string;
}

/** By outcome. */
export const OUTCOME_WORDS: Readonly<Record<string, Word>> = {
	accepted: { mark: 'ok', word: 'accepted' },
	skipped: { mark: '--', word: 'skipped' },
	discarded: { mark: 'no', word: 'discarded' },
	failed: { mark: '!!', word: 'failed' },
	waiting: { mark: '..', word: 'waits' },
};

/** By reason: at most 12 characters. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
	event_not_mapped: 'not mapped',
	type_not_supported: 'no such call',
	consent_denied: 'no consent',
	integration_disabled: 'switched off',
	profile_remembered: 'remembered',
	unattributable: 'no match key',
	bot: 'bot',
	cancelled: 'cancelled',
	duplicate: 'duplicate',
	malformed: 'malformed',
	invalid: 'invalid',
	expired: 'expired',
	too_far_ahead: 'in future',
	rejected: 'refused',
	retries_exhausted: 'gave up',
	unauthorized: 'key refused',
	queue_full: 'queue full',
	closed: 'closed',
	not_isolated: 'not found',
};

interface Fate {
	readonly outcome: string;
	readonly reason?: string | undefined;
	readonly verdict?: string | undefined;
}

/** Mark and word of a fate: the verdict of what was accepted, else why not. */
export function wordOf({ outcome, reason = '', verdict }: Fate): Word {
	const { mark, word } = OUTCOME_WORDS[outcome] ?? { mark: '!!', word: outcome };
	if (outcome === 'accepted') return { mark, word: verdict ?? word };
	return outcome === 'waiting' ? { mark, word } : { mark, word: REASON_WORDS[reason] ?? word };
}
