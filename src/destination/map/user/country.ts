/** Converts any country code or name to ISO 3166-1 alpha-2. */

import { countryCodes, countryNames } from './country-names.js';

const ALPHA2_CODES: ReadonlySet<string> = new Set(countryCodes().map(([alpha2]) => alpha2));
// Upper-casing alone would turn `ß` into `SS`.
const ALPHA2 = /^[A-Za-z]{2}$/;
let codesByName: ReadonlyMap<string, string> | undefined;

/**
 * Finds the alpha-2 code of a country.
 *
 *   toAlpha2('us')                // 'US'
 *   toAlpha2('DEU')               // 'DE'
 *   toAlpha2('Côte d’Ivoire')     // 'CI'
 *   toAlpha2('Congo')             // undefined, two countries have this name
 *   toAlpha2('Narnia')            // undefined
 *
 * @param value alpha-2, alpha-3, or a name in one of twelve languages; case, accents and punctuation do not matter
 */
export function toAlpha2(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > 100) return undefined;
	const text = value.trim();
	if (ALPHA2.test(text)) return toKnownCode(text.toUpperCase()) ?? findByName(text);
	return findByName(text);
}

function toKnownCode(code: string): string | undefined {
	return ALPHA2_CODES.has(code) ? code : undefined;
}

function findByName(name: string): string | undefined {
	// Built on first use, since most shops send codes. The package's own look-up by name would take 20 us each time.
	codesByName ??= buildIndex();
	return codesByName.get(toKey(name));
}

function buildIndex(): Map<string, string> {
	const index = new Map<string, string>();
	const ambiguous = new Set<string>();
	for (const [alpha2, name] of countryNames()) {
		const key = toKey(name);
		const other = index.get(key);
		if (other !== undefined && other !== alpha2) ambiguous.add(key);
		index.set(key, alpha2);
	}
	for (const key of ambiguous) index.delete(key);
	// Codes come last: a code means one country, even if it is another one's name in some language.
	for (const [alpha2, alpha3] of countryCodes()) index.set(toKey(alpha3), alpha2);
	return index;
}

/** The form in which names are compared: letters and digits alone, without accents, in lower case. */
export function toKey(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
