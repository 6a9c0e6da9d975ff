import { expect } from 'chai';
import { showName } from '../../src/destination/primitives/show-name.js';

describe('showName', () => {
	for (const name of [
		'Order Placed',
		'1001',
		'000000123',
		'5678901234567',
		'2026-11-22-0001',
		'Заказ оформлен',
		'a@'.slice(0, 1),
	]) {
		it(`shows ${name}`, () => {
			expect(showName(name)).to.equal(name);
		});
	}

	for (const name of [
		'Mail to jane@shop.example',
		'+49 170 1234567',
		'tel:+14155552671',
		'0049 170 1234567',
		'a'.repeat(64),
		`${'x'.repeat(100)}jane@shop.example`,
	]) {
		it(`hides ${name.slice(0, 30)}, which may name a person`, () => {
			expect(showName(name)).to.equal(`a text of ${name.length} characters`);
		});
	}

	it('cuts long names, and replaces what can not be seen', () => {
		expect(showName('y'.repeat(1_000_000))).to.equal('y'.repeat(80));
		expect(showName('a\u0000\n\u202eb\ud800')).to.equal('a b ');
	});
});
