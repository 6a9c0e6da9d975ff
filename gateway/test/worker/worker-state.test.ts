import { expect } from 'chai';
import type { BatchLimit, QueuedEvent } from '../../src/queue/queue.js';
import type { Answer } from '../../src/worker/answer.js';
import {
	type Ended,
	FRESH_STATE,
	isAlone,
	isRefusingAll,
	isSplit,
	isTrusted,
	toNextState,
	type WorkerState,
} from '../../src/worker/worker-state.js';
import { aBatchItem } from '../a-batch-item.js';

const HOUR_MS = 3600_000;
const ACCEPTED: Answer = { kind: 'accepted', isOneRequest: true };
const FAILED: Answer = { kind: 'failed', isTimeout: false };
const TIMED_OUT: Answer = { kind: 'failed', isTimeout: true };
const REFUSED: Answer = { kind: 'refused', isKey: false };
const KEY_REFUSED: Answer = { kind: 'refused', isKey: true };

const anEvent = (key: number, attempts = 0, batchLimit: BatchLimit = 1000): QueuedEvent => ({
	key: `${key}`,
	arrivedMs: 0,
	attempts,
	batchLimit,
	tier: 'server',
	item: aBatchItem({ id: `m${key}` }),
});
const events = (count: number, attempts = 0, batchLimit: BatchLimit = 1000) =>
	Array.from({ length: count }, (_, index) => anEvent(index + 1, attempts, batchLimit));
const ended = (answer: Answer, more: Partial<Ended> = {}): Ended => ({
	events: events(10),
	answer,
	startedMs: 0,
	nowMs: 100,
	random: 1,
	...more,
});
const after = (...ends: Ended[]): WorkerState => ends.reduce(toNextState, FRESH_STATE);

describe('isTrusted', () => {
	it('is true for an hour after OpenAI accepted something', () => {
		const state = after(ended(ACCEPTED, { nowMs: 100 }));

		expect([isTrusted(state, 100), isTrusted(state, 99 + HOUR_MS), isTrusted(state, 100 + HOUR_MS)]).to.deep.equal([
			true,
			true,
			false,
		]);
	});

	it('is false before, and whatever else OpenAI answers', () => {
		const answers: Answer[] = [FAILED, REFUSED, KEY_REFUSED, { kind: 'answered' }, { kind: 'unsent' }];

		const trusted = answers.map((answer) => isTrusted(after(ended(answer)), 101));

		expect([isTrusted(FRESH_STATE, 0), ...trusted]).to.deep.equal([false, false, false, false, false, false]);
	});

	it('does not end with a later failure', () => {
		expect(isTrusted(after(ended(ACCEPTED), ended(FAILED, { startedMs: 200, nowMs: 300 })), 301)).to.equal(true);
	});
});

describe('isSplit', () => {
	it('tries the parts of a refused batch apart at once, and those of a failed one after the fifth failure', () => {
		const splits = [
			ended(REFUSED),
			ended(FAILED, { events: events(10, 3) }),
			ended(FAILED, { events: events(10, 4) }),
			ended(KEY_REFUSED),
			ended({ kind: 'throttled', isTimeout: false }, { events: events(10, 9) }),
		].map((end) => isSplit(FRESH_STATE, end));

		expect(splits).to.deep.equal([true, false, true, false, false]);
	});
});

describe('isSplit of a batch that times out', () => {
	/** Ten events took 100 ms: OpenAI needs 10 ms for one. */
	const fast = after(ended(ACCEPTED, { startedMs: 400, nowMs: 500 }));
	const timeout = (count: number, nowMs = 1100) => ended(TIMED_OUT, { events: events(count), startedMs: 100, nowMs });

	it('is at once where its size can not be the reason', () => {
		expect([isSplit(fast, timeout(24)), isSplit(fast, timeout(25))]).to.deep.equal([true, false]);
	});

	it('is not before anything was accepted, nor when nothing was while it was under way', () => {
		const splits = [
			isSplit(FRESH_STATE, timeout(10)),
			isSplit(fast, ended(TIMED_OUT, { events: events(10), startedMs: 501, nowMs: 1501 })),
			isSplit(fast, ended(FAILED, { events: events(10), startedMs: 100, nowMs: 1100 })),
		];

		expect(splits).to.deep.equal([false, false, false]);
	});
});

describe('isAlone', () => {
	it('is about one event that was refused, or failed after it was put apart', () => {
		const alone = [
			ended(REFUSED, { events: events(1) }),
			ended(REFUSED, { events: events(2) }),
			ended(FAILED, { events: events(1) }),
			ended(FAILED, { events: events(1, 0, 1) }),
			ended(ACCEPTED, { events: events(1, 0, 1) }),
			ended(REFUSED, { events: [] }),
		].map((end) => isAlone(FRESH_STATE, end));

		expect(alone).to.deep.equal([true, false, false, true, false, false]);
	});
});

describe('toNextState', () => {
	it('halves the batches after a timeout, and lets them grow by about a tenth with each success', () => {
		const slow = after(ended(TIMED_OUT, { events: events(400) }));
		const better = toNextState(slow, ended(ACCEPTED, { events: events(200), startedMs: 200, nowMs: 300 }));

		expect([slow.size.maxEvents, better.size.maxEvents]).to.deep.equal([200, 221]);
	});

	it('measures the time of an event only where one request carried the batch', () => {
		const measured = after(ended(ACCEPTED, { events: events(10), startedMs: 0, nowMs: 100 }));
		const unknown = after(ended({ kind: 'accepted', isOneRequest: false }));

		expect([measured.size.msPerEvent, unknown.size.msPerEvent]).to.deep.equal([10, 0]);
	});

	it('does not halve the batches when parts, or single events, fail', () => {
		const states = [
			ended(TIMED_OUT, { events: events(1) }),
			ended(TIMED_OUT, { events: events(10, 0, 10) }),
			ended(FAILED, { events: events(10) }),
		].map((end) => after(end).size.maxEvents);

		expect(states).to.deep.equal([1000, 1000, 1000]);
	});

	it('learns nothing from a delivery without a request', () => {
		expect(after(ended({ kind: 'unsent' }))).to.deep.equal(FRESH_STATE);
	});

	it('ends a hold when OpenAI says which event is at fault', () => {
		const held = after(ended(KEY_REFUSED));
		const answered = toNextState(held, ended({ kind: 'answered' }, { startedMs: 30_100, nowMs: 30_200 }));

		expect([isRefusingAll(held), isRefusingAll(answered)]).to.deep.equal([true, false]);
	});

	it('takes another failure of a known suspect for no news', () => {
		const one = { events: [anEvent(7, 0, 1)] };
		const suspected = after(ended(REFUSED, one), ended(ACCEPTED, { startedMs: 200, nowMs: 300 }));
		const again = toNextState(suspected, ended(REFUSED, { ...one, startedMs: 400, nowMs: 500 }));

		expect(again.pace).to.equal(suspected.pace);
	});

	it('is JSON, so that it can be stored', () => {
		const state = after(ended(ACCEPTED), ended(REFUSED, { events: [anEvent(7, 0, 1)], startedMs: 200, nowMs: 300 }));

		expect(JSON.parse(JSON.stringify(state))).to.deep.equal(state);
	});
});
