import { expect } from 'chai';
import { explainEvent } from '../../src/destination/explain/explain-event.js';
import { aTrackEvent, NOW_MS } from '../builders.js';

describe('An id of its own in a row of eventMapping', () => {
	const row = { from: 'Order Completed', to: 'order_created' } as const;

	function codes(idFrom: object, properties: object): readonly string[] {
		const settings = { idFrom: ['properties.order_id', 'messageId'], eventMapping: [{ ...row, ...idFrom }] };
		const { attribution } = explainEvent(aTrackEvent({ properties: { ...properties } }), settings, NOW_MS);
		return attribution.reasons.map(({ code }) => code).filter((code) => /^(event_id_unused|id_elsewhere)$/.test(code));
	}

	it('is enough: nothing is said of the places of all other events', () => {
		expect(codes({ idFrom: ['properties.invoice'] }, { invoice: 'I-1', 'order number': '7' })).to.deep.equal([]);
	});

	it('is found in the words of RudderStack too', () => {
		expect(codes({ deduplicationKey: 'properties.event_id' }, { event_id: 'e1' })).to.deep.equal([]);
	});

	it('is missed where it is empty', () => {
		expect(codes({ idFrom: ['properties.invoice', 'messageId'] }, {})).to.deep.equal(['id_elsewhere']);
	});
});
