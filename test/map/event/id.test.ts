import { expect } from 'chai';
import { aTrackEvent, mapped, notedPaths } from '../../builders.js';

describe('mapEvent, id', () => {
	const order = aTrackEvent({ properties: { order_id: 'o-1' } });
	const idFrom = ['properties.order_id', 'messageId'];

	it('is the messageId, numbers as text', () => {
		expect(mapped(order).id).to.equal('m1');
		expect(mapped({ ...order, messageId: 42 }).id).to.equal('42');
	});

	it('is the first present path of idFrom', () => {
		expect(mapped(order, { idFrom }).id).to.equal('o-1');
		for (const order_id of [undefined, null, '', ' ', {}, []]) {
			expect(mapped(aTrackEvent({ properties: { order_id } }), { idFrom }).id).to.equal('m1');
		}
	});

	it("is the row's idFrom, for that event only", () => {
		const eventMapping = [{ from: 'Order Completed', to: 'order_created' as const, idFrom: 'properties.order_id' }];

		expect(mapped(order, { eventMapping }).id).to.equal('o-1');
		expect(mapped({ ...order, event: 'Signed Up' }, { eventMapping }).id).to.equal('m1');
	});

	it("falls back to the setting with a note when the row's path is missing", () => {
		const eventMapping = [{ from: 'Order Completed', to: 'order_created' as const, idFrom: ['properties.order_id'] }];

		expect(mapped(aTrackEvent(), { eventMapping }).id).to.equal('m1');
		expect(notedPaths(aTrackEvent(), { eventMapping })).to.deep.equal(['id']);
	});
});
