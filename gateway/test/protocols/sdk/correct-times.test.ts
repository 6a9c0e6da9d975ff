import { expect } from 'chai';
import { createTimeCorrection } from '../../../src/protocols/sdk/correct-times.js';

describe('createTimeCorrection', () => {
	const received = Date.parse('2026-11-22T12:00:00.000Z');
	/** What the client's clock says at the same moment: it is an hour fast. */
	const sentAt = '2026-11-22T13:00:00.000Z';
	const correct = (event: Record<string, unknown>, batchSentAt?: unknown) =>
		createTimeCorrection(batchSentAt, received)(event)['timestamp'];

	const table: [name: string, event: Record<string, unknown>, batchSentAt: unknown, expected: unknown][] = [
		[
			'moves the clock of a RudderStack SDK',
			{ originalTimestamp: '2026-11-22T12:59:59.500Z', sentAt },
			undefined,
			'2026-11-22T11:59:59.500Z',
		],
		[
			'moves the clock of a Segment SDK, sent once per batch',
			{ timestamp: '2026-11-22T12:59:59.999Z' },
			sentAt,
			'2026-11-22T11:59:59.999Z',
		],
		[
			"prefers the event's own sentAt",
			{ timestamp: sentAt, sentAt },
			'2026-11-22T12:30:00.000Z',
			'2026-11-22T12:00:00.000Z',
		],
		[
			'keeps the distance of a back-dated event from Segment',
			{ timestamp: '2026-11-20T13:00:00.000Z' },
			sentAt,
			'2026-11-20T12:00:00.000Z',
		],
		[
			'keeps a timestamp that the caller of a RudderStack SDK back-dated',
			{ timestamp: '2026-11-20T10:00:00.000Z', originalTimestamp: sentAt, sentAt },
			undefined,
			'2026-11-20T10:00:00.000Z',
		],
		[
			'moves a RudderStack timestamp that comes from the SDK clock',
			{ timestamp: sentAt, originalTimestamp: sentAt, sentAt },
			undefined,
			'2026-11-22T12:00:00.000Z',
		],
		[
			'leaves events that a router has corrected alone',
			{ timestamp: sentAt, sentAt, receivedAt: sentAt },
			undefined,
			sentAt,
		],
		['leaves events without sentAt alone', { timestamp: sentAt }, undefined, sentAt],
		['leaves events with a garbage sentAt alone', { timestamp: sentAt, sentAt: 'soon' }, {}, sentAt],
		['leaves a garbage timestamp alone', { timestamp: 'yesterday', sentAt }, undefined, 'yesterday'],
		[
			'reads numbers of seconds and milliseconds',
			{ timestamp: Date.parse(sentAt) - 1, sentAt: Date.parse(sentAt) / 1000 },
			undefined,
			'2026-11-22T11:59:59.999Z',
		],
		['makes no time that a date cannot hold', { timestamp: 8.64e15, sentAt: 1e11 }, undefined, 8.64e15],
	];
	for (const [name, event, batchSentAt, expected] of table) {
		it(name, () => {
			expect(correct(event, batchSentAt)).to.equal(expected);
		});
	}

	it('adds when the event was received, unless a router has done so', () => {
		const correctTimes = createTimeCorrection(undefined, received);

		expect(correctTimes({})['receivedAt']).to.equal('2026-11-22T12:00:00.000Z');
		expect(correctTimes({ receivedAt: '' })['receivedAt']).to.equal('2026-11-22T12:00:00.000Z');
		expect(correctTimes({ receivedAt: null })['receivedAt']).to.equal('2026-11-22T12:00:00.000Z');
		expect(correctTimes({ receivedAt: sentAt })['receivedAt']).to.equal(sentAt);
	});

	it('leaves the event that it is given as it was', () => {
		const event = { timestamp: '2026-11-22T12:59:59.999Z' };

		createTimeCorrection(sentAt, received)(event);

		expect(event).to.deep.equal({ timestamp: '2026-11-22T12:59:59.999Z' });
	});
});
