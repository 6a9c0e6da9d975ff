/** Makes findings out of the table of words. Pure. */

import type { CheckId, Finding } from './finding.js';
import type { WordRow } from './word-row.js';
import { type Code, fill, type Values, WORDS } from './words.js';
import { BROKE, SKIPPED, TOO_LATE, TOO_LATE_CURE } from './words-of-every-check.js';

/** Longest text that comes from elsewhere: OpenAI's words, a name. Our choice. */
const MAX_VALUE = 300;
const MAX_AFFECTED = 20;
const GUIDE = 'docs/troubleshooting.md';

export interface About {
	readonly affected?: readonly string[];
	readonly evidence?: Finding['evidence'];
	readonly judgedFrom?: number;
}

/**
 * One finding.
 *
 *   say('canary_ok', { valid: 6, tried: 6, judge: 'OpenAI' })
 */
export function say<C extends Code>(code: C, values: Values<C>, about: About = {}): Finding {
	const row: WordRow = WORDS[code];
	const texts = cutAll(values);
	const isFine = row.status === 'ok' || row.status === 'skip';
	return {
		id: row.check,
		code,
		status: row.status,
		message: fill(row.message, texts),
		affected: (about.affected ?? []).slice(0, MAX_AFFECTED),
		remediation: row.cure.map((cure) => fill(cure, texts)).filter((cure) => cure !== ''),
		links: [...(isFine ? [] : [`${GUIDE}#${row.check}`]), ...(row.links ?? [])],
		...(about.evidence === undefined ? {} : { evidence: about.evidence }),
		...(about.judgedFrom === undefined ? {} : { judgedFrom: new Date(about.judgedFrom).toISOString() }),
	};
}

/** A check that was not made, and why. */
export function saySkipped(
	id: CheckId,
	code: keyof typeof SKIPPED,
	values: Readonly<Record<string, string | number>> = {},
): Finding {
	const message = fill(SKIPPED[code], cutAll(values));
	return { id, code, status: 'skip', message, affected: [], remediation: [], links: [] };
}

export function sayTooLate(id: CheckId, seconds: number): Finding {
	const remediation = [fill(TOO_LATE_CURE, { id })];
	return { ...bare(id, 'too_late', fill(TOO_LATE, { seconds })), remediation };
}

/** @param why the name of an error: its message may hold anything */
export function sayBroke(id: CheckId, why: string): Finding {
	return bare(id, 'broke', fill(BROKE, { why }));
}

function bare(id: CheckId, code: string, message: string): Finding {
	return { id, code, status: 'warn', message, affected: [], remediation: [], links: [] };
}

function cutAll(values: Readonly<Record<string, string | number>>): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_VALUE) : value,
		]),
	);
}
