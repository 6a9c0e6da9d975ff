import { expect } from 'chai';
import { UsualAmounts } from '../../src/accept/usual-amounts.js';

function learned(amounts: readonly number[], kind = 'order_created USD'): UsualAmounts {
	const usual = new UsualAmounts();
	for (const amount of amounts) usual.learn(kind, amount);
	return usual;
}

describe('UsualAmounts', () => {
	const KIND = 'order_created USD';

	it('knows the 99th percentile, at most a tenth too high', () => {
		const usual = learned(Array.from({ length: 1000 }, (_, index) => index + 1));

		expect(usual.findExcess(KIND, 1_000_000)).to.be.within(990, 990 * 1.1);
	});

	it('does not let one amount in a hundred say what is usual', () => {
		const usual = learned([...Array(199).fill(100), 1_000_000]);

		expect(usual.findExcess(KIND, 1_000_000)).to.be.within(100, 110);
	});

	it('gets used to new prices', () => {
		const usual = learned([...Array(30_000).fill(100), ...Array(2000).fill(4000)]);

		expect(usual.findExcess(KIND, 100_000)).to.equal(undefined);
	});

	it('takes the smallest and the largest amounts there are', () => {
		const usual = learned([...Array(50).fill(Number.MAX_SAFE_INTEGER), ...Array(50).fill(0)]);

		expect(usual.findExcess(KIND, Number.MAX_SAFE_INTEGER)).to.equal(undefined);
	});

	it('keeps at most 64 kinds, those that came first', () => {
		const usual = new UsualAmounts();
		for (let kind = 0; kind < 100; kind++) for (let n = 0; n < 50; n++) usual.learn(`kind ${kind}`, 100);

		const judged = Array.from({ length: 100 }, (_, kind) => usual.findExcess(`kind ${kind}`, 1_000_000) !== undefined);

		expect(judged).to.deep.equal([...Array(64).fill(true), ...Array(36).fill(false)]);
	});
});
