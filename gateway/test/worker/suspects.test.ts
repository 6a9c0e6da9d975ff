import { expect } from 'chai';
import {
	isApart,
	isGuilty,
	NO_SUSPECTS,
	type SuspectEvent,
	type Suspects,
	toNextSuspects,
} from '../../src/worker/suspects.js';

const KEY = '7';
const passed: SuspectEvent = { kind: 'passed', nowMs: 0 };
const failed: SuspectEvent = { kind: 'failed' };
const failsAlone: SuspectEvent = { kind: 'refused_alone', key: KEY, isRefusal: false };
const isRefusedAlone: SuspectEvent = { kind: 'refused_alone', key: KEY, isRefusal: true };
const times = (count: number, event: SuspectEvent) => Array<SuspectEvent>(count).fill(event);
const after = (...events: SuspectEvent[]): Suspects => events.reduce(toNextSuspects, NO_SUSPECTS);

/** Three refusals with others in between. */
const thrice = (event: SuspectEvent, ...others: SuspectEvent[]) => after(event, ...others, event, ...others, event);

describe('isGuilty', () => {
	it('blames an event that fails three times while ten others pass each time', () => {
		expect(isGuilty(thrice(failsAlone, ...times(10, passed)), KEY)).to.equal(true);
	});

	it('does not blame it when only nine others passed', () => {
		expect(isGuilty(thrice(failsAlone, ...times(9, passed)), KEY)).to.equal(false);
	});

	it('does not blame it when three of ten others failed', () => {
		expect(isGuilty(thrice(failsAlone, ...times(7, passed), ...times(3, failed)), KEY)).to.equal(false);
	});

	describe('where one of ten others fails now and then', () => {
		const others = [...times(9, passed), failed, ...times(9, passed), failed];
		const refusedTimes = (count: number) =>
			after(failsAlone, ...Array.from({ length: count - 1 }, () => [...others, failsAlone]).flat());

		it('does not blame an event that fails three times, which may be chance', () => {
			expect(isGuilty(refusedTimes(3), KEY)).to.equal(false);
		});

		it('blames it after so many times that it can be none', () => {
			expect([4, 6].map((count) => isGuilty(refusedTimes(count), KEY))).to.deep.equal([false, true]);
		});
	});

	it('blames it as before with what an older version remembered', () => {
		const { needed: _, ...known } = after(failsAlone).watched[KEY] ?? {};
		const remembered = { ...after(failsAlone), watched: { [KEY]: known as never } };
		const others = times(10, passed);

		const suspects = [...others, failsAlone, ...others, failsAlone].reduce(toNextSuspects, remembered);

		expect(isGuilty(suspects, KEY)).to.equal(true);
	});

	it('needs one other for a refusal, which is not about the health of OpenAI', () => {
		const blamed = [isGuilty(thrice(isRefusedAlone, passed), KEY), isGuilty(thrice(isRefusedAlone), KEY)];

		expect(blamed).to.deep.equal([true, false]);
	});

	it('begins anew after an outage', () => {
		const outage = [failsAlone, failsAlone, failsAlone, ...times(20, failed)];

		expect(isGuilty(after(...outage, failsAlone, ...times(40, passed), failsAlone), KEY)).to.equal(false);
	});

	it('forgets an event that left the queue', () => {
		const suspects = toNextSuspects(after(failsAlone), { kind: 'left', keys: [KEY] });

		expect(suspects.watched).to.deep.equal({});
	});

	it('watches a thousand events at most', () => {
		const events = Array.from(
			{ length: 1001 },
			(_, key): SuspectEvent => ({ ...failsAlone, key: `${key}` }) as SuspectEvent,
		);

		expect(Object.keys(after(...events).watched)).to.have.length(1000);
	});
});

describe('isApart', () => {
	const split: SuspectEvent = { kind: 'split' };

	it('needs a part that passed', () => {
		expect([isApart(after(split), 0), isApart(after(split, passed), 0)]).to.deep.equal([false, true]);
	});

	it('ends after ten minutes, and in a brown-out', () => {
		const ends = [isApart(after(split, passed), 600_000), isApart(after(split, passed, ...times(5, failed)), 0)];

		expect(ends).to.deep.equal([false, false]);
	});
});
