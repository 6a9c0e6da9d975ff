/** Verdict, match keys and money in the words that people read. */

const VERDICTS: Readonly<Record<string, string>> = {
	attributable: 'Attributable: it carries the ad click.',
	matchable: 'Matchable: OpenAI may find the person, but no ad click is known.',
	weak: 'Weak: OpenAI can hardly tie it to an ad.',
	none: 'Nothing in it ties it to an ad.',
};

export function verdictSentence(verdict: string | undefined): string {
	return VERDICTS[verdict ?? ''] ?? '';
}

/** Names of match keys to the words that are shown, in order of rank. */
const KEYS: Readonly<Record<string, string>> = {
	oppref: 'click',
	email: 'e-mail',
	obref: 'device',
	advertising_id: 'device',
	phone: 'phone',
	external_id: 'id',
};

/** `match keys click, e-mail, id` */
export function keyWords(matchKeys: readonly string[] = []): string {
	const words = new Set(matchKeys.map((key) => KEYS[key] ?? 'rest'));
	return words.size === 0 ? '' : `match keys ${[...words].join(', ')}`;
}

/** `129.99 USD`; `8900 JPY`, which has no minor unit. */
export function money({
	amount,
	currency,
}: {
	readonly amount?: number | undefined;
	readonly currency?: string | undefined;
}): string {
	if (amount === undefined || currency === undefined || !/^[A-Z]{3}$/.test(currency)) return '';
	const digits =
		new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
	return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
