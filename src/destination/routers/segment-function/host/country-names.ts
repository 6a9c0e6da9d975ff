/**
 * Replaces `map/user/country-names.ts` in the file for Segment: English names only, to keep the file small. Most of them are
 * the host's own; the build adds those that it spells in another way.
 */

import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { spellingsOf } from './country-spellings.js';

/** Alpha-2 and alpha-3 code of every country. */
export function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
	// The build has joined the list into one text, `AFG,ALALB,...`: with the alpha-2 code where alpha-3 does not begin with it.
	return String(codes)
		.split(',')
		.map((row) => [row.slice(0, 2), row.slice(-3)]);
}

/** Alpha-2 code and one of its English names, for every name of every country. */
export function* countryNames(): Generator<readonly [alpha2: string, name: string]> {
	for (const [alpha2] of countryCodes()) for (const name of spellingsOf(alpha2)) yield [alpha2, name];
	// Also one text: `AEUAE;BQBonaire...`
	for (const row of String(english).split(';')) yield [row.slice(0, 2), row.slice(2)];
}
