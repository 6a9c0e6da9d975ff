import { expect } from 'chai';
import { explainEvent } from '../../src/destination/explain/explain-event.js';
import { NOW_MS } from '../builders.js';
import { markedEvent } from './marked-events.js';

describe('explainEvent, of 200 events with marked identifiers', () => {
	it('shows none of them, in no spelling', () => {
		const settings = { unmappedEvents: 'custom', fieldMapping: { 'data.note': 'properties.note' } } as const;

		for (let index = 0; index < 200; index++) {
			const { event, secrets } = markedEvent(index);
			const shown = JSON.stringify(explainEvent(event, settings, NOW_MS)).toLowerCase();
			for (const secret of secrets) expect(shown).to.not.include(secret.toLowerCase());
		}
	});
});
