import { expect } from 'chai';
import { OldestFirst } from '../../src/stories/oldest-first.js';

describe('OldestFirst', () => {
	it('gives the oldest entry that is left, also of those added later and after it was empty', () => {
		const map = new Map<string, number>([
			['a', 1],
			['b', 2],
			['c', 3],
		]);
		const oldest = new OldestFirst(map);
		const take = () => {
			const value = oldest.next();
			for (const [key, one] of map) if (one === value) map.delete(key);
			return value;
		};

		expect(take()).to.equal(1);
		map.delete('b');
		map.set('d', 4);
		expect([take(), take(), take()]).to.deep.equal([3, 4, undefined]);
		map.set('e', 5);
		expect([take(), take()]).to.deep.equal([5, undefined]);
	});
});
