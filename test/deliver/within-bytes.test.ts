import { expect } from 'chai';
import { ENVELOPE_BYTES } from '../../src/destination/batch/batch.js';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import { withinBytes } from '../../src/destination/deliver/within-bytes.js';
import { items } from './delivery-builders.js';

describe('withinBytes', () => {
	const batches: number[] = [];
	const deliver = async (batch: readonly BatchItem[]) => {
		batches.push(batch.length);
		return batch.map(({ messageId }) => ({ result: { outcome: 'accepted' as const, messageId, attempts: 1 } }));
	};
	beforeEach(() => {
		batches.length = 0;
	});
	const three = () => items(3).map((item) => ({ ...item, sizeBytes: 1000 }));

	it('delivers a batch that fits as it is', async () => {
		await withinBytes(deliver, ENVELOPE_BYTES + 3003)(three());

		expect(batches).to.deep.equal([3]);
	});

	it('delivers one that has grown too large as several, with one result for each event in order', async () => {
		const delivered = await withinBytes(deliver, ENVELOPE_BYTES + 3002)(three());

		expect(batches).to.deep.equal([2, 1]);
		expect(delivered.map(({ result }) => result.messageId)).to.deep.equal(['m0', 'm1', 'm2']);
	});

	it('does not cut a batch by number, which the caller has chosen', async () => {
		await withinBytes(deliver, 4_000_000)(items(1000));

		expect(batches).to.deep.equal([1000]);
	});
});
