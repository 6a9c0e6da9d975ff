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
		[{ refusedEvent: 1000 }, /^fault\.refusedEvent: expected an integer from 0 to 999, got 1000\.$/],
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

	it('lists those that are on, with what is left of them, and ends one by its name', () => {
		const faults = new Faults();
		faults.add({ status: 503, times: 3 }, 'down');
		faults.add({ status: 429, probability: 0 }, 'busy');
		faults.add({ reset: true });
		faults.draw();

		const before = faults.list();
		faults.end('down');
		const after = faults.list();

		expect(before).to.deep.equal([
			{ name: 'down', fault: { status: 503, times: 3 }, timesLeft: 2 },
			{ name: 'busy', fault: { status: 429, probability: 0 } },
			{ fault: { reset: true }, timesLeft: 1 },
		]);
		expect(after.map(({ name }) => name)).to.deep.equal(['busy', undefined]);
	});

	it('puts a fault in the place of the one of the same name', () => {
		const faults = new Faults();
		for (const status of [503, 429]) faults.add({ status }, 'one');

		expect(faults.list().map(({ fault }) => fault.status)).to.deep.equal([429]);
	});

	it('takes no more than 1000 at once', () => {
		const faults = new Faults();
		for (let count = 0; count < 1000; count++) faults.add({ reset: true });

		expect(() => faults.add({ reset: true })).to.throw(TypeError, /1000 are on already/);
	});
});
