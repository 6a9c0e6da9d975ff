import { expect } from 'chai';
import { retryDelayMs } from '../../src/destination/deliver/retry-delay.js';
import { parseRetryAfterMs } from '../../src/destination/primitives/times.js';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

describe('retryDelayMs', () => {
	const rows: readonly (readonly [retries: number, retryAfterMs: number | undefined, random: number, ms: number])[] = [
		[0, undefined, 0, 0],
		[0, undefined, 0.5, 250],
		[0, undefined, 1, 500],
		[3, undefined, 0.5, 2000],
		[6, undefined, 1, 30_000],
		[1000, undefined, 1, 30_000],
		[3, 12_000, 0.5, 12_000],
		[3, 0, 0.5, 0],
	];
	for (const [retries, retryAfterMs, random, ms] of rows) {
		it(`waits ${ms} ms after ${retries} resends, Retry-After ${retryAfterMs}, chance ${random}`, () => {
			expect(retryDelayMs(retries, retryAfterMs, random)).to.equal(ms);
		});
	}
});

describe('parseRetryAfterMs', () => {
	const rows: readonly (readonly [header: string | null, expectedMs: number | undefined])[] = [
		['0', undefined],
		['00', undefined],
		['120', 120_000],
		[' 7 ', 7000],
		['99999999999', 99_999_999_999_000],
		['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
		['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
		['Sun Nov 22 12:00:30 2026', 30_000],
		['Sun, 22 Nov 2026 14:00:30 +0200', 30_000],
		['Sun, 22 Nov 2026 10:30:30 -0130', 30_000],
		['Sun, 22 Nov 2026 11:00:00 GMT', undefined],
		['Sun, 22 Nov 2026 12:00:00 GMT', undefined],
		['-120', undefined],
		['1e20', undefined],
		['9'.repeat(41), undefined],
		['-5', undefined],
		['1.5', undefined],
		['soon', undefined],
		['Sun, never', undefined],
		['2026-11-22T12:00:30Z', undefined],
		['', undefined],
		[null, undefined],
	];
	for (const [header, expectedMs] of rows) {
		it(`reads ${JSON.stringify(header)} as ${expectedMs}`, () => {
			expect(parseRetryAfterMs(header, NOW_MS)).to.equal(expectedMs);
		});
	}
});
