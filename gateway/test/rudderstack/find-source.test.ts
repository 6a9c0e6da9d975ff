import { expect } from 'chai';
import { findSource } from '../../src/rudderstack/find-source.js';

describe('findSource', () => {
	it('lists names that can not move the cursor', () => {
		const sources = [{ id: 's-1', name: 'Shop\u009b2J\u001b[31m\u0007', destinations: [] }];

		expect(() => findSource({ sources } as never, 'Sho'))
			.to.throw(/It has "Shop2J/)
			.and.not.match(/\p{Cc}/u);
	});
});
