/** The short form of what is to be said of an event: at most 18 characters. */

import { cut } from './fit.js';

/** Of the column at 80 characters. */
export const SHORT = 18;

interface Noted {
	readonly outcome: string;
	readonly reason?: string | undefined;
	readonly verdict?: string | undefined;
	readonly matchKeys?: readonly string[] | undefined;
	readonly note?: string | undefined;
}

/** What a note begins with or holds, and its short form; `$1` is what was found. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
	[/Did you mean ([^?]{1,100})\?/, '$1?'],
	[/\b(\d[\d.]* (?:days|hours|minutes)) old\b/, '$1 old'],
	[/^context\.userAgent: (.{1,100})\.$/, '$1'],
	[/\b([45]\d\d)\b/, 'OpenAI: $1'],
	[/^data\.amount/, 'no amount'],
	[/^data\.currency/, 'no currency'],
	[/^data\.contents/, 'items left out'],
	[/^user\.email/, 'no e-mail'],
	[/^user\.phone/, 'no phone'],
	[/^user\.country/, 'no country'],
];

export function toShortNote(noted: Noted): string {
	const { note, outcome, reason } = noted;
	if (reason === 'profile_remembered') return '';
	if (note === undefined) return outcome === 'accepted' ? missing(noted) : '';
	for (const [pattern, short] of SHORT_FORMS) {
		const found = pattern.exec(note.slice(0, 1000));
		if (found !== null)
			return cut(
				short.replace('$1', () => found[1] ?? ''),
				SHORT,
			);
	}
	return cut(note, SHORT);
}

/** Nothing was left out: what it lacks for a better verdict. */
function missing({ reason, verdict, matchKeys = [] }: Noted): string {
	if (reason === 'validated') return 'checked only';
	if (verdict === 'matchable') return 'no click seen';
	if (verdict !== 'weak') return verdict === 'none' ? 'no key at all' : '';
	return matchKeys.includes('anonymous_id') ? 'anonymousId only' : 'IP, agent only';
}
