import { expect } from 'chai';
import type { ConversionEvent } from '../../src/destination/contract/conversion-event.js';
import { ReceivedEvents } from '../../src/sandbox/received-events.js';
import { aLead } from './a-request.js';

// The store takes events that validateEvent has accepted; these are as valid.
const lead = (id: number) => aLead({ id: `${id}` }) as unknown as ConversionEvent;

describe('ReceivedEvents', () => {
	it('remembers the key of a hundred thousand events ago', () => {
		const received = new ReceivedEvents(2);
		for (let id = 0; id < 100_000; id++) received.add('pixel', [lead(id)]);

		received.add('pixel', [lead(0)]);

		expect(received.list().map(({ id }) => id)).to.deep.equal(['99998', '99999']);
	});

	it('counts a duplicate as a new event after two hundred thousand others', () => {
		const received = new ReceivedEvents(2);
		for (let id = 0; id <= 200_000; id++) received.add('pixel', [lead(id)]);

		received.add('pixel', [lead(0)]);

		expect(received.list().map(({ id }) => id)).to.deep.equal(['200000', '0']);
	});
});
