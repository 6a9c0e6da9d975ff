import { expect } from 'chai';
import { findClickCookie } from '../../../src/protocols/sdk/click-cookie.js';

const DAY_MS = 24 * 3600_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const LIFETIME_MS = 30 * DAY_MS;

const aClick = (firstMs: number, lastMs: number, click = 'gAAAA') =>
	encodeURIComponent(JSON.stringify(['v1', firstMs, lastMs, click]));
const find = (...clicks: string[]) =>
	findClickCookie(clicks.map((click) => `_oaiads=${click}`).join('; '), NOW, LIFETIME_MS);

describe('findClickCookie', () => {
	for (const [claim, lastMs, remainingMs] of [
		['counts from when the click was last seen', NOW - DAY_MS, LIFETIME_MS - DAY_MS],
		['still counts in its last millisecond', NOW - LIFETIME_MS + 1, 1],
		['is over after its lifetime', NOW - LIFETIME_MS, undefined],
		['counts for a clock that runs a day ahead', NOW + DAY_MS, LIFETIME_MS + DAY_MS],
		['does not count for one that runs further ahead', NOW + DAY_MS + 1, undefined],
	] as const) {
		it(claim, () => {
			expect(find(aClick(NOW - LIFETIME_MS, lastMs))?.remainingMs).to.equal(remainingMs);
		});
	}

	it('takes the newest click, whatever the order of the cookies', () => {
		const [older, newer] = [aClick(NOW - 10, NOW - 1), aClick(NOW - 9, NOW - 2)];

		expect([find(older, newer)?.text, find(newer, older)?.text]).to.deep.equal([newer, newer]);
	});

	it('takes the one that was seen last of two of the same click', () => {
		const [before, last] = [aClick(NOW - 10, NOW - 2), aClick(NOW - 10, NOW - 1)];

		expect([find(before, last)?.text, find(last, before)?.text]).to.deep.equal([last, last]);
	});

	it('takes the first of two that are alike in time', () => {
		const [one, other] = [aClick(NOW - 10, NOW - 1, 'one'), aClick(NOW - 10, NOW - 1, 'other')];

		expect(find(one, other)?.text).to.equal(one);
	});
});
