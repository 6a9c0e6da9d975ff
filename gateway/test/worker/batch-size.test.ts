import { expect } from 'chai';
import { afterSuccess, afterTrouble, FULL_SIZE, toBatchSize } from '../../src/worker/batch-size.js';

describe('the size of batches', () => {
	it('is halved, once for batches that fail together', () => {
		const once = afterTrouble(FULL_SIZE, 1000);

		expect([once.maxEvents, afterTrouble(once, 1000).maxEvents, afterTrouble(once, 500).maxEvents]).to.deep.equal([
			500, 500, 250,
		]);
	});

	it('is never less than one', () => {
		expect(afterTrouble({ maxEvents: 1, msPerEvent: 0 }, 1).maxEvents).to.equal(1);
	});

	it('grows by a tenth with each success, up to 1000', () => {
		const grown = afterSuccess({ maxEvents: 500, msPerEvent: 0 }, 500, 1);

		expect([grown.maxEvents, afterSuccess({ ...grown, maxEvents: 999 }, 1, 1).maxEvents]).to.deep.equal([550, 1000]);
	});

	it('lets no request take more than half of its time', () => {
		const slow = afterSuccess(FULL_SIZE, 100, 1200);

		expect(toBatchSize(slow, 10_000)).to.equal(416);
	});

	it('is not judged by the time of several requests', () => {
		const known = afterSuccess(FULL_SIZE, 100, 100);

		expect(afterSuccess(known, 10, undefined).msPerEvent).to.equal(1);
	});
});
