/**
 * ISO 4217 list one: every current currency and fund code with its exponent, the number of decimals of its minor unit.
 *
 * @source ISO 4217 list one, published 2026-01-01 (amendments up to 180: XCG for ANG, XAD new, BGN and CUC withdrawn);
 *   the test compares it with the npm package `currency-codes` (list of 2024-06-25) and lists the five differences.
 *   `Intl` is not used: its digits follow CLDR, which differs from ISO for 17 currencies (HUF, IDR, ...).
 */

const CODES_BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
	[0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
	[
		2,
		'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
			'CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD ' +
			'HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK ' +
			'MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD ' +
			'RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH ' +
			'USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
	],
	[3, 'BHD IQD JOD KWD LYD OMR TND'],
	[4, 'CLF UYW'],
];

/** Metals, bond units, testing and "no currency": valid codes without a minor unit, so amounts can't be given in them. */
const CODES_WITHOUT_EXPONENT = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX';

const EXPONENTS: ReadonlyMap<string, number> = new Map(
	CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, exponent] as const)),
);

/** All 178 codes of list one, upper case. */
export const CURRENCY_CODES: ReadonlySet<string> = new Set([...EXPONENTS.keys(), ...CODES_WITHOUT_EXPONENT.split(' ')]);

/**
 * Decimals of a currency's minor unit.
 *
 *   exponentOf('USD') // 2
 *   exponentOf('JPY') // 0
 *   exponentOf('XAU') // undefined, gold has no minor unit
 *
 * @param code upper-case ISO 4217 code
 * @returns 0, 2, 3 or 4; `undefined` for codes without an exponent and for anything other than a current code
 */
export function exponentOf(code: string): number | undefined {
	return EXPONENTS.get(code);
}
