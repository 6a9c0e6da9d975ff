import { expect } from 'chai';
import { readSetting } from '../../src/trigger/read-setting.js';
import { withValue } from '../../src/trigger/set-path.js';

describe('readSetting', () => {
	it('reads JSON values, and every other one as a text', () => {
		expect(readSetting('properties.total=49.99')).to.deep.equal({ path: ['properties', 'total'], value: 49.99 });
		expect(readSetting('userId=u=1')).to.deep.equal({ path: ['userId'], value: 'u=1' });
	});

	for (const text of ['', '=1', 'a', 'a..b=1', '__proto__.x=1', 'a.constructor=1', `a=${'1'.repeat(1000)}`]) {
		it(`refuses ${text.slice(0, 20) || 'nothing'}`, () => expect(readSetting(text)).to.equal(undefined));
	}
});

describe('withValue', () => {
	it('changes a copy, also within a list', () => {
		const event = { properties: { products: [{ price: 1 }, { price: 2 }] } };

		expect(withValue(event, ['properties', 'products', '1', 'price'], 3)).to.deep.equal({
			properties: { products: [{ price: 1 }, { price: 3 }] },
		});
		expect(event.properties.products[1]).to.deep.equal({ price: 2 });
	});
});
