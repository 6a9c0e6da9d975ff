/** Mark and word of a terminal's line, for each outcome. */

import { REASONS_IN_WORDS } from './reason-words.js';
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

interface Fate {
	readonly outcome: string;
	readonly reason?: string | undefined;
	readonly verdict?: string | undefined;
}

/** Mark and word of a fate: the verdict of what was accepted, else why not. */
export function wordOf({ outcome, reason = '', verdict }: Fate): Word {
	const { mark, word } = OUTCOME_WORDS[outcome] ?? { mark: '!!', word: outcome };
	if (outcome === 'accepted') return { mark, word: verdict ?? word };
	return outcome === 'waiting' ? { mark, word } : { mark, word: REASONS_IN_WORDS[reason]?.line ?? word };
}
