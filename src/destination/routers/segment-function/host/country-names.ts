/** Replaces `map/user/country-names.ts` in the file for Segment: English names only, to keep the file small. */

import countries from 'i18n-iso-countries/codes.json' with { type: 'json' };

// The build has joined codes and names into one text, without quotes and brackets: `AFAFGAfghanistan|CNCHNPeople's Republic of China;China|...`
const rows: readonly string[] = String(countries).split('|');

/** Alpha-2 and alpha-3 code of every country. */
export function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
	return rows.map((row) => [row.slice(0, 2), row.slice(2, 5)]);
}

/** Alpha-2 code and one of its English names, for every name of every country. */
export function countryNames(): readonly (readonly [alpha2: string, name: string])[] {
	return rows.flatMap((row) =>
		row
			.slice(5)
			.split(';')
			.map((name) => [row.slice(0, 2), name] as const),
	);
}
