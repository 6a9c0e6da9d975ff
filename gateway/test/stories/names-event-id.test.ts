import { expect } from 'chai';
import { namesEventId } from '../../src/stories/names-event-id.js';

describe('namesEventId', () => {
	const order = { type: 'track', event: 'Order Completed', properties: { event_id: 'e1' } };
	const row = { from: 'order_completed', to: 'order_created' } as const;
	const cases: [claim: string, settings: object, event: unknown, named: boolean][] = [
		['no setting', {}, order, false],
		['another path', { idFrom: ['properties.order_id', 'messageId'] }, order, false],
		['the path, not the first', { idFrom: ['properties.order_id', 'properties.event_id'] }, order, true],
		['the path in brackets', { idFrom: ["properties['event_id']"] }, order, true],
		['a row of its own', { eventMapping: [{ ...row, idFrom: ['properties.event_id'] }] }, order, true],
		['the key of a row', { eventMapping: [{ ...row, deduplicationKey: 'properties.event_id' }] }, order, true],
		[
			'a row of its own without it',
			{ idFrom: ['properties.event_id'], eventMapping: [{ ...row, idFrom: ['messageId'] }] },
			order,
			false,
		],
		['a row without paths', { idFrom: ['properties.event_id'], eventMapping: [row] }, order, true],
		['another event', { eventMapping: [{ ...row, idFrom: ['properties.event_id'] }] }, { type: 'page' }, false],
		['no event', {}, null, false],
	];
	for (const [claim, settings, event, named] of cases) {
		it(`is ${named} for ${claim}`, () => {
			expect(namesEventId(settings as never, event)).to.equal(named);
		});
	}
});
