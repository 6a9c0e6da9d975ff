import { expect } from 'chai';
import { nextWaitMs, readRequestedWaitMs } from '../../src/segment/retry-wait.js';

describe('nextWaitMs', () => {
	for (const [attempt, requestedMs, expected] of [
		[1, undefined, 1000],
		[3, undefined, 4000],
		[4, undefined, undefined],
		[1, 0, 0],
		[2, 57_647, 57_647],
		[1, 60_001, undefined],
		[4, 10, undefined],
	] as const) {
		it(`gives ${expected} after attempt ${attempt} when Segment asks for ${requestedMs}`, () => {
			expect(nextWaitMs(attempt, requestedMs)).to.equal(expected);
		});
	}
});

describe('readRequestedWaitMs', () => {
	const nowMs = Date.UTC(2026, 10, 22);
	const rateLimit = { errors: [{ type: 'RequestError', data: { remainingPoints: 0, msBeforeNext: 57_647 } }] };

	for (const [name, header, body, expected] of [
		['seconds', '7', undefined, 7000],
		['a date', new Date(nowMs + 9000).toUTCString(), undefined, 9000],
		['a past date as no wait', new Date(nowMs - 9000).toUTCString(), undefined, undefined],
		['0 as no wait', '0', undefined, undefined],
		["Segment's own field", null, rateLimit, 57_647],
		['the header before the field', '1', rateLimit, 1000],
		['the field if the header is unreadable', 'soon', rateLimit, 57_647],
		['nothing from a body of another shape', null, { errors: ['no'] }, undefined],
	] as const) {
		it(`reads ${name}`, () => {
			expect(readRequestedWaitMs(header, body, nowMs)).to.equal(expected);
		});
	}
});
