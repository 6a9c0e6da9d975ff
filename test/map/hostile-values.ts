/** Values that somebody, somewhere, will send in some field. */

import { NOW_MS } from '../builders.js';

export const DEEP = JSON.parse(`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`);
export const DEEP_LIST = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`);
export const POLLUTION = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
export const PRICES = [
	0,
	-0,
	1.005,
	24.995,
	-5,
	1e21,
	1e-9,
	Number.POSITIVE_INFINITY,
	5e-324,
	2 ** 53,
	Number.NaN,
	'1,299.00',
	'$49.99',
	'1e5',
];
export const TEXTS = ['', ' ', '\0', '\ud800', 'a\udc00b', '\u202eevil', '￾', '\\ud800', '😀', 'é', 'ß', 'İ', '\u212a'];
export const IDS = [
	'null',
	'undefined',
	'guest',
	'0',
	'00000000-0000-0000-0000-000000000000',
	'a'.repeat(64),
	'F'.repeat(64),
];
export const PEOPLE = [
	'jane@shop.example',
	'+1 (415) 555-2671',
	'+1 555 123 4567 ext. 89',
	"O'Connor",
	'José',
	'Narnia',
	'US',
];
export const PLACES = [
	'203.0.113.7',
	'10.0.0.1',
	'::ffff:a00:1',
	'::',
	'2001:db8::1',
	'1::2::3',
	'999.1.1.1',
	'[::1]',
	'fe80::1%eth0',
];
export const URLS = [
	...[
		'https://shop.example/a?oppref=x%3D&q=1#/p',
		'http://[1:2]/',
		'http://[1.2.3.4]/',
		'https://u:p@shop.example/',
		'//a',
	],
	...[
		'javascript:alert(1)',
		'file:///etc/passwd',
		'/thanks?q=\ud800',
		'https://a\0b/',
		'https://a b/',
		'https:///x',
		'http://[::1]:80',
	],
	...[
		'https://shop.example/bob@x.org/\0/%40',
		'HTTPS://É.example:99999999/',
		'https://a:b:c/',
		'oppref=',
		'?oppref=\ud800',
		'#oppref=a',
	],
];
export const TIMES = [NOW_MS, NOW_MS / 1000, '2026-11-22T12:00:00Z', 'garbage 12', 8.64e15 + 1, -1, '', `${NOW_MS}`];
export const MONEY_WORDS = ['USD', 'usd', ' eur ', 'JPY', 'XAU', 'XXX', 'ANG', 'ı dr', 'uſd', 'KWD', 'CLF', 'dollars'];
export const WORDS = [
	...MONEY_WORDS,
	'web',
	'mobile_app',
	'WEB',
	'tv',
	'android',
	'iOS',
	'true',
	'false',
	'axios/1.0',
	'Mozilla/5.0',
];

export function cycle(): object {
	const one: Record<string, unknown> = { price: 1 };
	one['products'] = [one];
	one['self'] = one;
	return one;
}

export function thrower(): object {
	return Object.defineProperty({}, 'email', {
		enumerable: true,
		get: () => {
			throw new Error('no');
		},
	});
}

/** Throws whenever it is read. Symbols are allowed, because fast-check reads them. */
export function trap(): object {
	const refuse = () => {
		throw new TypeError('no');
	};
	const get = (_: object, key: PropertyKey) => (typeof key === 'symbol' ? undefined : refuse());
	return new Proxy({}, { get, ownKeys: refuse, getPrototypeOf: refuse });
}
