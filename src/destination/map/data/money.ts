/** Converts prices in major units to integers in minor units, by decimal text, never by float multiplication. */

import { exponentOf } from '../../contract/currencies.js';

/** Longer decimals are not read as prices. Our choice. */
const MAX_DECIMAL_LENGTH = 40;
const PLAIN_DECIMAL = /^(?:\d+(?:\.\d*)?|\.\d+)$/;
const MAX_MINOR_UNITS = BigInt(Number.MAX_SAFE_INTEGER);

/** An exact non-negative decimal: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
	readonly digits: bigint;
	readonly scale: number;
}

/**
 * Converts a price in major units to the integer OpenAI expects, rounding half away from zero.
 *
 *   toMinorUnits('129.99', 'USD') // 12999
 *   toMinorUnits(8900, 'JPY')     // 8900, the yen has no minor unit
 *   toMinorUnits('$9', 'USD')     // undefined
 *
 * @param major decimal text or finite number, e.g. Segment's `properties.revenue`
 * @param currency upper-case ISO 4217 code
 * @returns integer in the currency's minor unit; `undefined` for anything that is not a plain
 *   non-negative decimal, for a code without an exponent (XXX, XAU) and beyond `Number.MAX_SAFE_INTEGER`
 * @source ISO 4217 list one of 2026-01-01; https://developers.openai.com/ads/supported-events (read 2026-11-22)
 */
export function toMinorUnits(major: unknown, currency: string): number | undefined {
	const exponent = exponentOf(currency);
	if (exponent === undefined) return undefined;
	const inMinor = typeof major === 'number' ? toExactMinorUnits(major, 10 ** exponent) : undefined;
	if (inMinor !== undefined) return inMinor;
	const text = toDecimalText(major);
	if (text === undefined) return undefined;
	const point = text.indexOf('.');
	const whole = point === -1 ? text : text.slice(0, point);
	// Up to 11 digits stay far below 2^53 with 4 more, so plain integers are exact.
	if (whole.length > 11) return decimalToMinorUnits(parseDecimalText(text), exponent);
	const fraction = point === -1 ? '' : text.slice(point + 1);
	const kept = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
	return kept + ((fraction[exponent] ?? '0') >= '5' ? 1 : 0);
}

/** Nearly all prices. Below this limit, two decimals of so few digits are never the same number, so one that reads back is the author's. */
const MAX_EXACT = 1e15;

function toExactMinorUnits(major: number, unit: number): number | undefined {
	const minor = Math.round(major * unit);
	// Adding 0 turns -0 into 0.
	return minor >= 0 && minor < MAX_EXACT && minor / unit === major ? minor + 0 : undefined;
}

/** Reads a price or quantity exactly; `undefined` for anything that is not a plain non-negative decimal. */
export function parseDecimal(value: unknown): Decimal | undefined {
	const text = toDecimalText(value);
	return text === undefined ? undefined : parseDecimalText(text);
}

/**
 * Sums price times quantity exactly and rounds once.
 *
 * @returns integer in the currency's minor unit; `undefined` without an exponent and beyond `Number.MAX_SAFE_INTEGER`
 */
export function sumToMinorUnits(
	lines: readonly { price: Decimal; quantity: Decimal }[],
	currency: string,
): number | undefined {
	const exponent = exponentOf(currency);
	if (exponent === undefined) return undefined;
	// Not Math.max(...lines): a call takes only about 120 000 arguments, and an order may have more lines.
	const scale = lines.reduce((most, { price, quantity }) => Math.max(most, price.scale + quantity.scale), 0);
	const digits = lines.reduce((sum, { price, quantity }) => {
		const missing = scale - price.scale - quantity.scale;
		return sum + price.digits * quantity.digits * 10n ** BigInt(missing);
	}, 0n);
	return decimalToMinorUnits({ digits, scale }, exponent);
}

function toDecimalText(value: unknown): string | undefined {
	if (typeof value === 'number') return numberToText(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text.length <= MAX_DECIMAL_LENGTH && PLAIN_DECIMAL.test(text) ? text : undefined;
}

function numberToText(value: number): string | undefined {
	// Numbers from 1e21 on and below 1e-6 print with an exponent. No price is that large, no currency has that many decimals.
	if (!(value >= 0 && value < 1e21)) return undefined;
	if (value < 1e-6) return '0';
	// The shortest text that reads back as this number is the one that its author meant: 1.005, not 1.00499999999999989.
	return String(value);
}

function parseDecimalText(text: string): Decimal {
	const [whole = '', fraction = ''] = text.split('.');
	return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function decimalToMinorUnits({ digits, scale }: Decimal, exponent: number): number | undefined {
	const shift = exponent - scale;
	const minor = shift >= 0 ? digits * 10n ** BigInt(shift) : roundHalfUp(digits, 10n ** BigInt(-shift));
	return minor > MAX_MINOR_UNITS ? undefined : Number(minor);
}

function roundHalfUp(digits: bigint, divisor: bigint): bigint {
	return (digits + divisor / 2n) / divisor;
}
