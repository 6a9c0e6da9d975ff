import { expect } from 'chai';
import type { ConversionEventDraft } from '../src/destination/contract/conversion-event.js';
import { encodeEvent } from '../src/destination/encode-event.js';
import { validateEvent } from '../src/destination/validate-event.js';

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const order: ConversionEventDraft = {
	id: 'o1',
	type: 'order_created',
	timestamp_ms: NOW,
	data: { type: 'contents', amount: 2599, currency: 'EUR', contents: [{ name: 'Größe "M"' }] },
};

describe('encodeEvent', () => {
	it('gives the JSON of a valid event, and its length in bytes', () => {
		const encoding = encodeEvent(order, NOW);

		const json = JSON.stringify(order);
		expect(encoding).to.deep.equal({ ok: true, json, sizeBytes: Buffer.byteLength(json) });
	});

	it('gives the same of one that is too large for the quick encoder', () => {
		const large = { ...order, oppref: 'ö'.repeat(50_000) };

		const encoding = encodeEvent(large, NOW);

		const json = JSON.stringify(large);
		expect(encoding).to.deep.equal({ ok: true, json, sizeBytes: Buffer.byteLength(json) });
	});

	it('says what validateEvent says of all others', () => {
		const bad = [
			{ ...order, id: '' },
			{ ...order, custom_event_name: 'x' },
			{ ...order, timestamp_ms: 0 },
			{ ...order, data: { type: 'contents' as const, amount: 2599 } },
		];
		for (const event of bad) {
			const encoding = encodeEvent(event, NOW);

			expect(encoding).to.deep.equal(validateEvent(event, NOW));
			expect(encoding.ok).to.equal(false);
		}
	});
});
