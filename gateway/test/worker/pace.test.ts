import { expect } from 'chai';
import {
	FULL_PACE,
	isHeld,
	isSlowed,
	type PaceEvent,
	type PaceState,
	probeNow,
	toMaxEvents,
	toMaxRequests,
	toNextPace,
	toPaceChange,
} from '../../src/worker/pace.js';

const after = (...events: PaceEvent[]) => events.reduce(toNextPace, FULL_PACE);
const failed = (startedMs: number, nowMs: number, retryAfterMs?: number): PaceEvent => ({
	kind: 'failed',
	startedMs,
	nowMs,
	retryAfterMs,
	random: 1,
});
const refused = (startedMs: number, nowMs: number, isKey = false): PaceEvent => ({
	kind: 'refused',
	startedMs,
	nowMs,
	isKey,
});
const answered = (startedMs: number, nowMs: number): PaceEvent => ({ kind: 'answered', startedMs, nowMs });

describe('toNextPace', () => {
	it('keeps a wait when a request answers that began before it', () => {
		const pace = after(failed(0, 100, 30_000), answered(50, 110));

		expect(pace.notBeforeMs).to.equal(30_100);
	});

	it('ends a wait when a later request is answered', () => {
		const pace = after(failed(0, 100, 30_000), answered(30_100, 30_110));

		expect([pace.notBeforeMs, isSlowed(pace)]).to.deep.equal([0, false]);
	});

	it('keeps a hold when a request answers that began before it', () => {
		expect(isHeld(after(refused(0, 100, true), answered(50, 110)))).to.equal(true);
	});

	it('ends a wait when a request is answered that began in its first millisecond', () => {
		expect(after(failed(0, 100, 30_000), answered(100, 110)).notBeforeMs).to.equal(0);
	});

	it('remembers the last bad answer when a request is answered, for those that are still under way', () => {
		expect(after(failed(0, 100), answered(100, 110), failed(90, 120)).failures).to.equal(0);
	});

	it('counts requests that failed together once', () => {
		expect(after(failed(0, 100), failed(1, 101), failed(2, 102)).failures).to.equal(1);
	});

	it('counts requests that were refused together once', () => {
		expect(after(refused(0, 100), refused(1, 101), refused(2, 102)).refusals).to.equal(1);
	});

	it('probes at the same interval when a request is refused that began before the hold', () => {
		const held = after(refused(0, 100, true));

		expect(toNextPace(held, refused(50, 110, true))).to.equal(held);
	});

	it('never shortens a wait', () => {
		expect(after(failed(0, 100, 60_000), failed(1, 101)).notBeforeMs).to.equal(60_100);
	});

	it('holds at once for a key, and at the third refusal in a row without one', () => {
		const holds = [
			after(refused(0, 1, true)),
			after(refused(0, 1), refused(2, 3)),
			after(refused(0, 1), refused(2, 3), refused(4, 5)),
		].map(isHeld);

		expect(holds).to.deep.equal([true, false, true]);
	});

	it('probes at intervals that double up to five minutes', () => {
		const waits: number[] = [];
		let pace: PaceState = FULL_PACE;
		for (let probe = 0; probe < 6; probe++) {
			const nowMs = pace.notBeforeMs;
			pace = toNextPace(pace, refused(nowMs, nowMs, true));
			waits.push((pace.notBeforeMs - nowMs) / 1000);
		}

		expect(waits).to.deep.equal([30, 60, 120, 240, 300, 300]);
	});

	it('is JSON, so that it can be stored', () => {
		const pace = after(failed(0, 100, 30_000), refused(40_000, 40_001));

		expect(JSON.parse(JSON.stringify(pace))).to.deep.equal(pace);
	});
});

describe('toPaceChange', () => {
	const changes = (...events: PaceEvent[]) => {
		let pace = FULL_PACE;
		return events.map((event) => {
			const before = pace;
			pace = toNextPace(pace, event);
			return toPaceChange(before, pace);
		});
	};

	it('tells of a wait over a minute, and of its end', () => {
		expect(changes(failed(0, 1, 60_001), answered(60_002, 60_003))).to.deep.equal(['waiting', 'resumed']);
	});

	it('is silent about a minute', () => {
		expect(changes(failed(0, 1, 60_000), answered(60_001, 60_002))).to.deep.equal(['none', 'none']);
	});

	it('tells a refused key from a refusal of everything', () => {
		expect([changes(refused(0, 1, true)), changes(refused(0, 1), refused(1, 2), refused(2, 3))]).to.deep.equal([
			['held'],
			['none', 'none', 'refusing'],
		]);
	});
});

describe('toNextPace after an outage', () => {
	const outage = () => after(failed(0, 10), failed(1000, 1010), failed(3000, 3010));
	const answers = (count: number) =>
		Array.from({ length: count }, (_, index) => answered(60_000 + index, 60_001 + index));

	it('starts with a few events, doubles them with each answer, and ends at full speed', () => {
		const sizes = Array.from({ length: 10 }, (_, count) => toMaxEvents(answers(count).reduce(toNextPace, outage())));

		expect(sizes).to.deep.equal([10, 20, 40, 80, 160, 320, 640, 1280, 2560, Number.POSITIVE_INFINITY]);
	});

	it('sends one request at a time at first, then more', () => {
		const requests = [1, 6, 7, 8, 9].map((count) => toMaxRequests(answers(count).reduce(toNextPace, outage())));

		expect(requests).to.deep.equal([1, 1, 1, 2, Number.POSITIVE_INFINITY]);
	});

	it('starts in the same way after a hold', () => {
		const held = after(refused(0, 10, true));

		expect(toMaxEvents(toNextPace(held, answered(40_000, 40_010)))).to.equal(20);
	});

	it('goes on at full speed after one or two failures', () => {
		const pace = after(failed(0, 10), failed(1000, 1010), answered(60_000, 60_010));

		expect([toMaxEvents(pace), toMaxRequests(pace)]).to.deep.equal(Array(2).fill(Number.POSITIVE_INFINITY));
	});
});

describe('probeNow', () => {
	it('lets a probe go at once, of the same size, and starts its intervals anew', () => {
		const held = after(refused(0, 10, true), refused(40_000, 40_010, true), refused(120_000, 120_010, true));

		const pace = probeNow(held, 130_000);

		expect([pace.notBeforeMs, toMaxEvents(pace), isHeld(pace), pace.probeMs]).to.deep.equal([
			130_000,
			10,
			true,
			30_000,
		]);
	});

	it('ends the wait of a back-off', () => {
		expect(probeNow(after(failed(0, 10, 60_000)), 20).notBeforeMs).to.equal(20);
	});
});
