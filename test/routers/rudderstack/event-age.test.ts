import { expect } from 'chai';
import { hasAgedOut } from '../../../src/destination/routers/rudderstack/event-age.js';
import { trap } from '../../map/hostile-values.js';

describe('hasAgedOut', () => {
	const nowMs = Date.parse('2026-11-26T12:00:00Z');

	it('goes by the first time it can read', () => {
		expect(hasAgedOut({ timestamp: '2026-11-19T11:59:59Z' }, nowMs)).to.equal(true);
		expect(hasAgedOut({ timestamp: '2026-11-19T12:00:00Z' }, nowMs)).to.equal(false);
		expect(hasAgedOut({ timestamp: 'yesterday', sentAt: '2026-11-01T00:00:00Z' }, nowMs)).to.equal(true);
		expect(hasAgedOut({}, nowMs)).to.equal(false);
	});

	it('passes over a time that throws when it is looked at', () => {
		expect(hasAgedOut({ timestamp: trap(), receivedAt: '2026-11-01T00:00:00Z' }, nowMs)).to.equal(true);
	});
});
