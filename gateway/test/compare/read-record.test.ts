import { expect } from 'chai';
import { findSent, readRecord } from '../../src/compare/read-record.js';

const SENT = { id: 'm1', type: 'order_created', timestamp_ms: 1, data: { type: 'contents' } };
const EVENT = { type: 'track', event: 'Order Completed', messageId: 'm1' };

describe('readRecord', () => {
	const read = (value: unknown) =>
		readRecord({ number: 1, text: typeof value === 'string' ? value : JSON.stringify(value), sizeBytes: 1 });

	for (const [what, sent] of [
		['an event', SENT],
		['a list of events', [SENT]],
		['a request body', { events: [SENT], integration_source: 'x' }],
		['a body as text', JSON.stringify({ events: [SENT] })],
		['a captured request', { method: 'POST', body: { events: [SENT] } }],
		['a captured request with its body as text', { url: 'x', body: JSON.stringify({ events: [SENT] }) }],
		["a transformer's output", { batchedRequest: { body: { JSON: { events: [SENT] }, XML: {} } } }],
	] as const) {
		it(`finds what was sent in ${what}, beside its event and by itself`, () => {
			expect(read({ event: EVENT, sent })).to.deep.equal({ kind: 'pair', event: EVENT, sent: [SENT] });
			if (typeof sent !== 'string') expect(read(sent)).to.deep.equal({ kind: 'sent', sent: [SENT] });
		});
	}

	it('takes everything else for an analytics event, and nothing sent for nothing', () => {
		expect(read(EVENT)).to.deep.equal({ kind: 'event', event: EVENT });
		expect(read({ event: EVENT, sent: null })).to.deep.equal({ kind: 'pair', event: EVENT, sent: [] });
	});

	it('says what can not be read', () => {
		expect(read('no json')).to.include({ kind: 'unreadable', detail: 'no JSON object' });
		expect(read('[1]')).to.include({ kind: 'unreadable' });
		expect(readRecord({ number: 1, text: undefined, sizeBytes: 1 })).to.include({ kind: 'unreadable' });
	});

	it('looks no deeper than requests are', () => {
		let deep: unknown = SENT;
		for (let depth = 0; depth < 100; depth++) deep = { body: deep };

		expect(findSent(deep)).to.deep.equal([]);
		expect(findSent('['.repeat(100_000))).to.deep.equal([]);
	});
});
