import { expect } from 'chai';
import fc from 'fast-check';
import { validateEvent } from '../../src/destination/validate-event.js';
import { runs } from '../runs.js';
import { nearValidEvent } from './near-valid-events.js';
import { NOW_MS } from './odd-values.js';
import { judgeByHand } from './second-reading.js';

const order = { id: 'o1', type: 'order_created', timestamp_ms: NOW_MS, data: { type: 'contents' } };
const custom = { ...order, type: 'custom', custom_event_name: 'quote', data: { type: 'custom' } };

describe('validateEvent and the second reading', () => {
	it('agree on nearly valid events', () => {
		const seen = { good: 0, bad: 0 };

		fc.assert(
			fc.property(nearValidEvent, (event) => {
				const wrong = judgeByHand(event, NOW_MS);
				const validation = validateEvent(event, NOW_MS);

				seen[validation.ok ? 'good' : 'bad']++;
				expect(validation.ok, `by hand: [${wrong}]; ${JSON.stringify(validation)}`).to.equal(wrong.length === 0);
			}),
			{ numRuns: runs(1000) },
		);

		// Agreeing on refusals alone would prove little.
		expect(Math.min(seen.good, seen.bad)).to.be.greaterThan(runs(1000) / 5);
	});

	it('agree on any JSON at all', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				expect(validateEvent(json, NOW_MS).ok).to.equal(judgeByHand(json, NOW_MS).length === 0);
			}),
			{ numRuns: runs(500) },
		);
	});

	const cases: readonly (readonly [claim: string, event: unknown, isGood: boolean])[] = [
		['take an IPv4-mapped IPv6 address', { ...order, user: { ip_address: '::ffff:203.0.113.1' } }, true],
		['take an IPv6 address that ends in an IPv4 one', { ...order, user: { ip_address: '64:ff9b::203.0.113.1' } }, true],
		['refuse a custom name with a Kelvin sign for a k', { ...custom, custom_event_name: '\u212a1' }, false],
		['refuse a currency with a dotless i', { ...order, data: { type: 'contents', currency: '\u0131dr' } }, false],
		['refuse a currency with a long s', { ...order, data: { type: 'contents', currency: 'u\u017fd' } }, false],
		['refuse a number under `__proto__` in variant_dict', withVariants('{"__proto__":5}'), false],
		['take a text under `__proto__` in variant_dict', withVariants('{"__proto__":"5"}'), true],
		['refuse an array as a variant_dict', withVariants('[]'), false],
	];
	for (const [claim, event, isGood] of cases) {
		it(`both ${claim}`, () => {
			const verdicts = [validateEvent(event, NOW_MS).ok, judgeByHand(event, NOW_MS).length === 0];

			expect(verdicts).to.deep.equal([isGood, isGood]);
		});
	}
});

function withVariants(json: string) {
	return { ...order, data: { type: 'contents', contents: [{ variant_dict: JSON.parse(json) }] } };
}
