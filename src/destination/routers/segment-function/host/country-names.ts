/** Replaces `map/user/country-names.ts` in the file for Segment: English names only, to keep the file small. */

import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };

/** Alpha-2 and alpha-3 code of every country. */
export function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
	// The build has joined the list into one text: `AFAFGALALB...`
	const rows = String(codes).match(/.{5}/g) ?? [];
	return rows.map((row) => [row.slice(0, 2), row.slice(2)]);
}

/** Alpha-2 code and one of its English names, for every name of every country. */
export function* countryNames(): Generator<readonly [alpha2: string, name: string]> {
	// The build has joined the names into one text: `AFAfghanistan|ALAlbania|...`
	for (const row of String(english).split('|')) yield [row.slice(0, 2), row.slice(2)];
}
