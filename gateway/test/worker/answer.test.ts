import { expect } from 'chai';
import type { Delivered } from 'openai-ads-destination/pipeline';
import { toAnswer } from '../../src/worker/answer.js';

const failed = (reason: string, more: Partial<Delivered> = {}): Delivered =>
	({ result: { outcome: 'failed', reason, messageId: '', attempts: 1 }, ...more }) as Delivered;
const rejected = { result: { outcome: 'discarded', reason: 'rejected', messageId: '', attempts: 1 } } as Delivered;
const HOUR_MS = 3600_000;

describe('toAnswer', () => {
	for (const [retryAfterMs, obeyedMs] of [
		[12_000, 12_000],
		[6 * HOUR_MS, 6 * HOUR_MS],
		[6 * HOUR_MS + 1, 6 * HOUR_MS],
		[999_999_999_000, 6 * HOUR_MS],
		[Number.POSITIVE_INFINITY, 6 * HOUR_MS],
		[0, undefined],
		[-5, undefined],
		[Number.NaN, undefined],
		[undefined, undefined],
	] as const) {
		it(`obeys a wait of ${retryAfterMs} ms as ${obeyedMs ?? 'the usual back-off'}`, () => {
			const more = retryAfterMs === undefined ? {} : { retryAfterMs };

			expect(toAnswer([failed('retries_exhausted', more)], false, false)).to.include({ retryAfterMs: obeyedMs });
		});
	}

	it('tells a timeout from a broken connection by its length', () => {
		const answers = [true, false].map((isLong) => toAnswer([failed('retries_exhausted')], isLong, false));

		expect(answers.map((answer) => 'isTimeout' in answer && answer.isTimeout)).to.deep.equal([true, false]);
	});

	it('takes 401 for the key, and every other refusal for one that an event may cause', () => {
		const isKey = [401, 403, 404, 400].map((httpStatus) =>
			toAnswer([failed('unauthorized', { httpStatus })], false, false),
		);

		expect(isKey.map((answer) => 'isKey' in answer && answer.isKey)).to.deep.equal([true, false, false, false]);
	});

	it('takes the refusal of a single event for its own fault, unless everything is refused', () => {
		const kinds = [false, true].map((isRefusingAll) => toAnswer([rejected], false, isRefusingAll).kind);

		expect(kinds).to.deep.equal(['answered', 'refused']);
	});
});
