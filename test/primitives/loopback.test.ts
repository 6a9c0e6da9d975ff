import { expect } from 'chai';
import { isLoopback } from '../../src/destination/primitives/loopback.js';

describe('isLoopback', () => {
	for (const [host, expected] of [
		['127.0.0.1', true],
		['127.9.9.9', true],
		['localhost', true],
		['::1', true],
		['0.0.0.0', false],
		['::', false],
		['127.example.com', false],
		['10.0.0.1', false],
	] as const) {
		it(`is ${expected} for ${host}`, () => {
			expect(isLoopback(host)).to.equal(expected);
		});
	}
});
