import { expect } from 'chai';
import type { Delivered } from 'openai-ads-destination/pipeline';
import type { BatchLimit, QueuedEvent } from '../../src/queue/queue.js';
import { type Circumstances, toSettlement } from '../../src/worker/settlement.js';
import { aBatchItem } from '../a-batch-item.js';

const NOW = 1_000_000;
const CALM: Circumstances = { nowMs: NOW, isSplit: false, isGuilty: false, isTrusted: false, isRefusingAll: false };
const result = (fate: object): Delivered => ({ result: { messageId: '', attempts: 1, ...fate } }) as Delivered;
const ACCEPTED = result({ outcome: 'accepted' });
const SKIPPED = result({ outcome: 'skipped', reason: 'consent_denied' });
const EXPIRED = result({ outcome: 'discarded', reason: 'expired', detail: 'too old' });
const REJECTED = result({ outcome: 'discarded', reason: 'rejected' });
const RETRYABLE = result({ outcome: 'failed', reason: 'retries_exhausted', detail: '503' });
const NOT_ISOLATED = result({ outcome: 'failed', reason: 'not_isolated', detail: '422' });

const events = (count: number, batchLimit: BatchLimit = 1000): QueuedEvent[] =>
	Array.from({ length: count }, (_, index) => {
		const item = aBatchItem();
		return { key: `${index + 1}`, attempts: 0, batchLimit, tier: 'server', arrivedMs: 0, item };
	});
const settle = (delivered: (Delivered | undefined)[], more: Partial<Circumstances> = {}, batchLimit?: BatchLimit) =>
	toSettlement(events(delivered.length, batchLimit), delivered as Delivered[], { ...CALM, ...more });

describe('toSettlement', () => {
	it('removes what was accepted or skipped, and sets aside what was discarded', () => {
		expect(settle([ACCEPTED, SKIPPED, EXPIRED, REJECTED])).to.deep.equal({
			delivered: ['1', '2'],
			deadLetters: [
				{ key: '3', reason: 'expired', detail: 'too old' },
				{ key: '4', reason: 'rejected', detail: '' },
			],
			retries: [],
		});
	});

	it('sends a failed batch again in its old place', () => {
		expect(settle([RETRYABLE, RETRYABLE]).retries).to.deep.equal([
			{ key: '1', dueMs: undefined, batchLimit: 1000 },
			{ key: '2', dueMs: undefined, batchLimit: 1000 },
		]);
	});

	it('waits five minutes with events whose delivery said nothing about them', () => {
		expect(settle([undefined], {}, 10).retries).to.deep.equal([{ key: '1', dueMs: NOW + 300_000, batchLimit: 10 }]);
	});

	it('goes on in tens, and from tens or small batches in single events', () => {
		const limitOf = (delivered: Delivered[], more: Partial<Circumstances>, limit: BatchLimit) =>
			settle(delivered, more, limit).retries[0]?.batchLimit;
		const isSplit = { isSplit: true };

		expect([
			limitOf(Array<Delivered>(65).fill(RETRYABLE), isSplit, 1000),
			limitOf(Array<Delivered>(64).fill(RETRYABLE), isSplit, 1000),
			limitOf(Array<Delivered>(65).fill(RETRYABLE), isSplit, 10),
			limitOf([NOT_ISOLATED, NOT_ISOLATED], {}, 1000),
			limitOf([NOT_ISOLATED, NOT_ISOLATED], {}, 10),
			limitOf([NOT_ISOLATED, NOT_ISOLATED], {}, 1),
		]).to.deep.equal([10, 1, 1, 10, 1, 1]);
	});

	describe('of a lone event that was refused without a name', () => {
		it('discards it only while OpenAI accepts others', () => {
			const dead = [
				settle([NOT_ISOLATED], { isTrusted: true }),
				settle([NOT_ISOLATED], { isTrusted: false }),
				settle([NOT_ISOLATED], { isTrusted: true, isRefusingAll: true }),
				settle([NOT_ISOLATED, ACCEPTED], { isTrusted: true }),
			].map(({ deadLetters }) => deadLetters);

			expect(dead).to.deep.equal([[{ key: '1', reason: 'rejected', detail: '422' }], [], [], []]);
		});
	});

	it('sets aside an event that fails wherever it goes', () => {
		expect(settle([RETRYABLE], { isGuilty: true }).deadLetters).to.deep.equal([
			{ key: '1', reason: 'rejected', detail: '503' },
		]);
	});

	it('lets a suspect wait, alone', () => {
		expect(settle([RETRYABLE], { suspectDelayMs: 5000 }).retries).to.deep.equal([
			{ key: '1', dueMs: NOW + 5000, batchLimit: 1 },
		]);
	});

	it('keeps a lone event that OpenAI names while it refuses everything, and only that', () => {
		const retried = [
			settle([REJECTED], { isRefusingAll: true }),
			settle([REJECTED, REJECTED], { isRefusingAll: true }),
			settle([EXPIRED], { isRefusingAll: true }),
		].map(({ retries }) => retries.length);

		expect(retried).to.deep.equal([1, 0, 0]);
	});
});
