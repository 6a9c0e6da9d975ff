/** Verdict, match keys and money in the words that people read. */

import { exponentOf, toKeyKindsOf } from 'openai-ads-destination/internal';

const VERDICTS: Readonly<Record<string, string>> = {
	attributable: 'Attributable: it carries the ad click.',
	matchable: 'Matchable: OpenAI may find the person, but no ad click is known.',
	none: 'Nothing in it tells OpenAI whose it is.',
};

/** @param matchKeys names of what the event carries, best first */
export function verdictSentence(verdict: string | undefined, matchKeys: readonly string[] = []): string {
	if (verdict !== 'weak') return VERDICTS[verdict ?? ''] ?? '';
	if (matchKeys.join() === 'anonymous_id') return 'Weak: only an anonymousId is known.';
	return `Weak: only ${matchKeys.map((name) => name.replaceAll('_', ' ')).join(', ')}.`;
}

/** `click, e-mail, id`; empty without any. */
export function keyWords(matchKeys: readonly string[] = []): string {
	return toKeyKindsOf(matchKeys).join(', ');
}

/** `129.99 USD`; `8900 JPY`, which has no minor unit; empty for a currency that nobody knows. */
export function money({
	amount,
	currency,
}: {
	readonly amount?: number | undefined;
	readonly currency?: string | undefined;
}): string {
	const digits = currency === undefined ? undefined : exponentOf(currency);
	return amount === undefined || digits === undefined ? '' : `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
