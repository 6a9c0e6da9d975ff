import { expect } from 'chai';
import { toAlpha2 } from '../../../src/destination/map/user/country.js';

describe('toAlpha2', () => {
	const found: readonly (readonly [name: string, alpha2: string])[] = [
		...([
			['US', 'US'],
			['us', 'US'],
			[' de ', 'DE'],
			['DEU', 'DE'],
			['usa', 'US'],
			['GBR', 'GB'],
			['UK', 'GB'],
		] as const),
		...([
			['United States', 'US'],
			['united states of america', 'US'],
			['U.S.A.', 'US'],
			['Great Britain', 'GB'],
		] as const),
		...([
			['Germany', 'DE'],
			['Deutschland', 'DE'],
			['Alemania', 'DE'],
			['Allemagne', 'DE'],
			['Germania', 'DE'],
		] as const),
		...([
			['Duitsland', 'DE'],
			['Niemcy', 'DE'],
			['Alemanha', 'DE'],
			['Германия', 'DE'],
			['Almanya', 'DE'],
		] as const),
		...([
			['ドイツ', 'DE'],
			['德国', 'DE'],
			['日本', 'JP'],
			['España', 'ES'],
			['ESPANA', 'ES'],
			['Österreich', 'AT'],
		] as const),
		...([
			["Côte d'Ivoire", 'CI'],
			['Cote d’Ivoire', 'CI'],
			['Türkiye', 'TR'],
			['Turkey', 'TR'],
			['Viet Nam', 'VN'],
		] as const),
		...([
			['South Korea', 'KR'],
			['Republic of the Congo', 'CG'],
			['Democratic Republic of the Congo', 'CD'],
		] as const),
	];
	for (const [name, alpha2] of found) {
		it(`finds ${alpha2} for ${name}`, () => {
			expect(toAlpha2(name)).to.equal(alpha2);
		});
	}

	for (const name of ['Congo', 'Kongo']) {
		it(`leaves ${name} out, the name of two countries`, () => {
			expect(toAlpha2(name)).to.equal(undefined);
		});
	}

	const none = [
		'Narnia',
		'',
		' ',
		'XX',
		'EU',
		'AN',
		'ZZZ',
		'Germany, maybe',
		'x'.repeat(10_000),
		'ß',
		'\ud800',
		'constructor',
	];
	for (const name of [...none, null, undefined, 840, 49, true, {}, [], ['US']]) {
		it(`finds nothing for ${JSON.stringify(name)?.slice(0, 30)}`, () => {
			expect(toAlpha2(name)).to.equal(undefined);
		});
	}
});
