import { expect } from 'chai';
import { explainEvent } from '../../src/destination/explain/explain-event.js';
import { findReasonOfNote } from '../../src/destination/explain/reason-of-note.js';

const NOW = Date.UTC(2026, 10, 26);
const anOrder = (properties: object, traits: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId: 'm1',
	timestamp: new Date(NOW).toISOString(),
	properties,
	context: { traits },
});

/** The codes and cures of what was noted of an event. */
const reasonsOf = (event: object) =>
	explainEvent(event, {}, NOW).notes.flatMap((note) => {
		const { code, short } = findReasonOfNote(note) ?? {};
		return code === undefined ? [] : [[code, short]];
	});

describe('findReasonOfNote', () => {
	const rows: [string, object, [string, string][]][] = [
		['an amount without currency', anOrder({ total: 5 }), [['no_amount', 'no currency']]],
		['an amount that is no number', anOrder({ total: '$5', currency: 'USD' }), [['no_amount', 'amount unreadable']]],
		[
			'an e-mail that is none',
			anOrder({ total: 5, currency: 'USD' }, { email: 'jane' }),
			[['email_unusable', 'e-mail unusable']],
		],
		[
			'a phone number in national form',
			anOrder({ total: 5, currency: 'USD' }, { phone: '0170 1234567' }),
			[['phone_unusable', 'phone unusable']],
		],
		['nothing', anOrder({ total: 5, currency: 'USD' }), []],
	];
	for (const [name, event, expected] of rows) {
		it(`finds the reason of ${name}`, () => {
			expect(reasonsOf(event)).to.deep.equal(expected);
		});
	}

	it('falls back on the row for all that is left out', () => {
		expect(findReasonOfNote({ path: 'data.plan', message: 'left out.' })?.code).to.equal('left_out');
	});
});
