import { expect } from 'chai';
import fc from 'fast-check';
import { conversionEventFields } from '../../src/destination/contract/conversion-event.js';
import { isSurelyWellFormed } from '../../src/destination/contract/quick-check.js';
import { runs } from '../runs.js';
import { nearValidEvent } from './near-valid-events.js';
import { GOOD_EVENTS } from './odd-values.js';

describe('isSurelyWellFormed', () => {
	it('says what the schema says, of nearly valid events', () => {
		const seen = { good: 0, bad: 0 };

		fc.assert(
			fc.property(nearValidEvent, (event) => {
				const isGood = isSurelyWellFormed(event);

				seen[isGood ? 'good' : 'bad']++;
				expect(isGood).to.equal(conversionEventFields.safeParse(event).success);
			}),
			{ numRuns: runs(1000) },
		);

		expect(Math.min(seen.good, seen.bad)).to.be.greaterThan(runs(1000) / 5);
	});

	it('never says yes to what the schema refuses', () => {
		fc.assert(
			fc.property(fc.anything({ withNullPrototype: true, withDate: true, withMap: true }), (value) => {
				if (isSurelyWellFormed(value)) expect(conversionEventFields.safeParse(value).success).to.equal(true);
			}),
			{ numRuns: runs(500) },
		);
	});

	it('takes the events of every shape', () => {
		for (const event of GOOD_EVENTS) expect(isSurelyWellFormed(event)).to.equal(true);
	});
});
