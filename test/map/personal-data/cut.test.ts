import { expect } from 'chai';
import fc from 'fast-check';
import { cutAddresses, cutPersonalData, holdsAddress } from '../../../src/destination/map/personal-data/cut.js';

describe('cutPersonalData', () => {
	const cut: readonly (readonly [text: string, rest: string])[] = [
		['jane@example.com', ''],
		['Reset password for jane.doe@example.com', 'Reset password for'],
		['Hi Jane.Doe+tag@Mail.Example.CO.UK, welcome', 'Hi, welcome'],
		['Jane <jane@example.com>', 'Jane'],
		['Your order (jane@example.com) is here', 'Your order is here'],
		['mailto:jane@example.com', 'mailto:'],
		['a jane@example.com b bob@example.org c', 'a b c'],
		['jane%40example.com', ''],
		['jane.doe%2540example.com', ''],
		['jane&#64;example.com', ''],
		['jane＠example.com', ''],
		['jürgen@müller.example', ''],
		["o'neil@example.ie", ''],
		['jane@xn--bcher-kva.xn--p1ai', ''],
		['jane@example.com.', '.'],
		['jane@example.com-2', '-2'],
		['+14155552671', ''],
		['Call +1 (415) 555-2671 today', 'Call today'],
		['+49 (0) 170 / 123 45 67', ''],
		['%2B14155552671', ''],
		['Ship to +44.20.7946.0018!', 'Ship to!'],
		['+1 415 555 2671 20261122', '20261122'],
		['tel:+14155552671', 'tel:'],
		['Tel.: 030 1234567', 'Tel.:'],
		['phone=4155552671', 'phone='],
		['Phone number: (415) 555-2671 (home)', 'Phone number: (home)'],
		['Telefon: 030/1234567, Fax: 030/1234568', 'Telefon:, Fax:'],
		['jane@example.com or +14155552671', 'or'],
	];
	for (const [text, rest] of cut) {
		it(`leaves ${JSON.stringify(rest)} of ${JSON.stringify(text)}`, () => {
			expect(cutPersonalData(text)).to.equal(rest);
		});
	}

	const kept: readonly string[] = [
		...['Order 4155552671', '#1001', '1001-2026-11-22', 'PO 0049170123456', '#820982911946154508'],
		...[
			'SKU 123-456-7890',
			'4006381333931',
			'EAN 4006381333931',
			'0012345678905',
			'ISBN 978-3-16-148410-0',
			'B+W 49',
			'A4+',
		],
		...['9b2c1e0a-4a58-4b0e-9d6e-415555267100', 'gid://shopify/Order/5778367414385', '203.0.113.42', '2001:db8::1'],
		...['2026-11-22T11:59:00.000+02:00', '22.11.2026', '20261122', '1795348740000', '12:30 - 14:00'],
		...['1.299.000,00', '$1,299,000.00', '+25 %', '10+1 free', '100% cotton', '+1,000 points', 'UTC+5', '50%40 off'],
		...[
			'iPhone 15 Pro 256 GB',
			'iPhone 14155552671',
			'Phone case 4006381333931',
			'Mobile 4006381333931',
			'Windows Phone 10.0.15063',
		],
		...[
			'@jane',
			'Shirts @ 20 EUR',
			'AC/DC @ Wembley',
			'logo@2x.png',
			'M&M 4006381333931',
			'C++ 12345678',
			'S24+12345678',
		],
		...[
			'+0123456789',
			'+1234567',
			'+1234567890123456',
			'a@b',
			'user@localhost',
			'3@1.99',
			'tel: 112',
			'Phone: none',
			'<>',
			'',
		],
		...['Größe 42 – 日本語 😀', 'a  b', '()'],
	];
	for (const text of kept) {
		it(`leaves ${JSON.stringify(text)} alone`, () => {
			expect(cutPersonalData(text)).to.equal(text);
		});
	}

	it('leaves no address in any text around it', () => {
		const around = fc.string({
			unit: fc.constantFrom('a', '1', ' ', '.', '-', '@', '%', '/', '<', '&', '+', 'é', '\n'),
		});
		fc.assert(
			fc.property(around, around, (before, after) => {
				expect(cutPersonalData(`${before} jane.doe@example.com ${after}`)).not.to.include('jane.doe@');
			}),
		);
	});

	it('finds nothing a second time', () => {
		const unit = fc.constantFrom('a', 'b.', '1', '22', ' ', '@', 'x.de', '%40', '+4', '(', ')', '-', 'tel:');
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
				expect(holdsAddress(cutPersonalData(cutPersonalData(text)))).to.equal(false);
			}),
		);
	});
});

describe('cutAddresses', () => {
	it('leaves numbers, since ids and versions are made of them', () => {
		expect(cutAddresses('+14155552671')).to.equal('+14155552671');
		expect(cutAddresses('App/1 (jane@example.com)')).to.equal('App/1');
	});
});
