import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { ADVERTISING, isAdvertising } from '../../../src/destination/map/consent/advertising-categories.js';

describe('isAdvertising', () => {
	for (const name of [
		'Advertising',
		'ADVERTISING',
		'Advertising Cookies',
		'advertisement',
		'ads',
		'Marketing',
		'MARKETING',
		'marketing_cookies',
		'Targeting',
		'Targeting Cookies',
		'C0004',
		'c0004',
		'ad_storage',
		'ad_user_data',
		'ad_personalization',
		'targeted_advertising',
		'behavioral_advertising',
		'display_ads',
		'remarketing',
	]) {
		it(`knows ${name}`, () => {
			expect(isAdvertising(name)).to.equal(true);
		});
	}

	for (const name of [
		'',
		'Analytics',
		'C0002',
		'C0005',
		'Functional',
		'essential',
		'email_marketing_opt_in',
		'Personalization',
		'social',
		'sale_of_data',
		'cat_7f3a',
		'no ads for me',
		'constructor',
		'__proto__',
		`ads${' '.repeat(62)}`,
		4,
		null,
		['ads'],
	]) {
		it(`does not take ${JSON.stringify(name)} for it`, () => {
			expect(isAdvertising(name)).to.equal(false);
		});
	}

	it('looks at names of up to 64 characters', () => {
		expect(isAdvertising(`ads${' '.repeat(61)}`)).to.equal(true);
	});

	it('knows every name that docs/consent.md lists, and the page lists every name', () => {
		const page = readFileSync(resolve(import.meta.dirname, '../../../docs/consent.md'), 'utf8');
		const [, table = ''] = /^\| Names \|.*\n\| ---.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
		const names = table
			.split('\n')
			.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));

		expect(names.filter((name) => !isAdvertising(name))).to.deep.equal([]);
		expect(new Set(names).size).to.equal(ADVERTISING.size);
	});
});
