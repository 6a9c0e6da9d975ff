import { expect } from 'chai';
import { type Fault, Faults } from '../../src/sandbox/fault.js';

// Mistakes that the types would catch, but scripts can make.
describe('Faults', () => {
	const mistakes: readonly (readonly [fault: unknown, message: RegExp])[] = [
		[{}, /^fault: expected one of status/],
		[null, /^fault: expected an object, got null\.$/],
		[[{ status: 503 }], /^fault: expected an object, got array\.$/],
		[{ status: 200 }, /^fault\.status: expected 204, or an integer from 300 to 599, got 200\.$/],
		[{ acceptedEvents: -1 }, /^fault\.acceptedEvents: expected an integer from 0 to 1000, got -1\.$/],
		[{ acceptedEvents: 'fewer' }, /^fault\.acceptedEvents: .* got string\.$/],
		[{ cloudflare: 1020 }, /^fault\.cloudflare: expected 1010, got 1020\.$/],
		[{ cloudflare: 1010, status: 204 }, /^fault: expected only one of status, cloudflare, got/],
		[{ status: 204, retryAfter: 1 }, /^fault\.retryAfter: expected together with a status of an error/],
		[{ status: '503' }, /^fault\.status: .* got string\.$/],
		[{ status: 503, reset: true }, /^fault: expected only one of status, reset, got/],
		[{ reset: false }, /^fault\.reset: expected `true`, got boolean\.$/],
		[{ delayMs: -1 }, /^fault\.delayMs: /],
		[{ delayMs: Number.POSITIVE_INFINITY }, /^fault\.delayMs: /],
		[{ status: 503, times: 0 }, /^fault\.times: /],
		[{ status: 503, probability: 1.5 }, /^fault\.probability: /],
		[{ status: 503, retryAfter: 'a\r\nb: c' }, /^fault\.retryAfter: /],
		[{ reset: true, retryAfter: 1 }, /^fault\.retryAfter: expected together with a status of an error/],
		[{ indexInError: 'no' }, /^fault\.indexInError: /],
		[{ satus: 503 }, /^fault: expected only status, /],
	];
	for (const [fault, message] of mistakes) {
		it(`refuses ${JSON.stringify(fault)} and says why`, () => {
			const add = () => new Faults().add(fault as Fault);

			expect(add).to.throw(TypeError, message);
		});
	}
});
