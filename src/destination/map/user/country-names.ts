/** Country codes, and country names in the twelve languages that most shops use. A file of its own: small builds include English only. */

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'tr', 'zh'] as const;

/** Lists the alpha-2 and alpha-3 code of every country. */
export function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
	// The package's main entry would also load a table of diacritics.
	return require('i18n-iso-countries/codes.json');
}

/** Yields an alpha-2 code with a name, for every name of every country in every language. */
export function* countryNames(): Generator<readonly [alpha2: string, name: string]> {
	for (const language of LANGUAGES) {
		// JSON imports print a warning on Node 20, and the package's main entry would load all 79 languages.
		const locale: { countries: Record<string, string | string[]> } = require(
			`i18n-iso-countries/langs/${language}.json`,
		);
		for (const [alpha2, names] of Object.entries(locale.countries)) {
			for (const name of [names].flat()) yield [alpha2, name];
		}
	}
}
