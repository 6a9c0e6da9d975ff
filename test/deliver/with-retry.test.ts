import { expect } from 'chai';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import type { Send, SendOutcome } from '../../src/destination/deliver/send-outcome.js';
import { withRetry } from '../../src/destination/deliver/with-retry.js';
import { aLogger, DAY_MS, items, quickPorts } from './delivery-builders.js';

const BUSY: SendOutcome = { status: 'retryable', detail: 'busy', attempts: 1, requestId: 'req_busy' };
const ACCEPTED: SendOutcome = { status: 'accepted', isConfirmed: true, detail: '', attempts: 1 };
const batch = items(2);

/** Returns the outcomes in turn, then the last one again. */
function aSend(...outcomes: SendOutcome[]): Send & { readonly batches: unknown[] } {
	const batches: unknown[] = [];
	const send = async (sent: unknown) => {
		batches.push(sent);
		return outcomes[Math.min(batches.length, outcomes.length) - 1] as SendOutcome; // The index is within the list.
	};
	return Object.assign(send, { batches });
}

describe('withRetry', () => {
	it('resends the same items until they are accepted and counts the attempts', async () => {
		const send = aSend(BUSY, BUSY, ACCEPTED);

		const outcome = await withRetry(send, 8, clock())(batch);

		expect([outcome.status, outcome.attempts]).to.deep.equal(['accepted', 3]);
		expect(send.batches).to.deep.equal([batch, batch, batch]);
	});

	it('gives up after maxRetries resends', async () => {
		const send = aSend(BUSY);

		const outcome = await withRetry(send, 2, clock())(batch);

		expect([outcome.status, outcome.attempts]).to.deep.equal(['retryable', 3]);
	});

	it('sends once when maxRetries is 0', async () => {
		const outcome = await withRetry(aSend(BUSY), 0, clock())(batch);

		expect(outcome.attempts).to.equal(1);
	});

	for (const status of ['rejected', 'too_large', 'unauthorized', 'unsent'] as const) {
		it(`does not resend a batch that is ${status}`, async () => {
			const send = aSend({ status, poison: new Map(), detail: '', attempts: 1 });

			await withRetry(send, 8, clock())(batch);

			expect(send.batches).to.have.lengthOf(1);
		});
	}

	it('doubles its longest wait up to half a minute', async () => {
		const ports = quickPorts();

		await withRetry(aSend(BUSY), 8, clock(ports), () => 1)(batch);

		expect(ports.waitsMs).to.deep.equal([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
	});

	it('waits as long as Retry-After says, without jitter', async () => {
		const ports = quickPorts();

		await withRetry(aSend({ ...BUSY, retryAfterMs: 7000 }, ACCEPTED), 8, clock(ports))(batch);

		expect(ports.waitsMs).to.deep.equal([7000]);
	});

	it('sends nothing of another batch while OpenAI asks for a wait', async () => {
		const time = aClock();
		const starts: number[] = [];
		const send: Send = async () => {
			starts.push(time.nowMs());
			return starts.length === 1 ? { ...BUSY, retryAfterMs: 7000, isThrottled: true } : ACCEPTED;
		};
		const retrying = withRetry(send, 8, time.ports);
		const first = retrying(batch);
		await turns();

		const second = retrying(batch);
		await time.pass(6999);
		const before = starts.length;
		await time.pass(1);
		await Promise.all([first, second]);

		expect([before, starts]).to.deep.equal([1, [0, 7000, 7000]]);
	});

	it('does not end the wait when a request that began before the refusal is accepted', async () => {
		const time = aClock();
		const ends: ((outcome: SendOutcome) => void)[] = [];
		const retrying = withRetry(() => new Promise((resolve) => ends.push(resolve)), 8, time.ports);
		const early = [retrying(batch), retrying(batch)];
		await turns();
		ends[0]?.({ ...BUSY, retryAfterMs: 7000 });
		await turns();

		ends[1]?.(ACCEPTED);
		await early[1];
		void retrying(batch);
		await time.pass(6999);

		expect(ends).to.have.lengthOf(2);
	});

	it('lets other batches go on while one backs off by itself', async () => {
		const time = aClock();
		const send = aSend(BUSY, ACCEPTED);
		const retrying = withRetry(send, 8, time.ports, () => 1);
		void retrying(batch);
		await turns();

		const second = await retrying(batch);

		expect([second.status, time.nowMs()]).to.deep.equal(['accepted', 0]);
	});

	it('gives up at once, for other batches too, when OpenAI asks for over five minutes, and asks again after five', async () => {
		const time = aClock();
		const send = aSend({ ...BUSY, retryAfterMs: 1_795_341_600_000 }, ACCEPTED);
		const retrying = withRetry(send, 8, time.ports);

		const first = await retrying(batch);
		const second = await retrying(batch);
		await time.pass(300_000);
		const third = await retrying(batch);

		expect([first, second, third].map(({ status, attempts }) => [status, attempts])).to.deep.equal([
			['retryable', 1],
			['retryable', 0],
			['accepted', 1],
		]);
		expect(time.warnings).to.deep.equal([
			'OpenAI asks for a wait of more than five minutes. Events are handed back until it answers otherwise.',
		]);
	});

	const warned: readonly (readonly [retryAfterMs: number, warnings: number])[] = [
		[60_000, 0],
		[60_001, 1],
	];
	for (const [retryAfterMs, warnings] of warned) {
		it(`tells the operator ${warnings} times about a wait of ${retryAfterMs} ms`, async () => {
			const time = aClock();
			const retrying = withRetry(aSend({ ...BUSY, retryAfterMs }), 8, time.ports);

			void retrying(batch);
			void retrying(batch);
			await turns();

			expect(time.warnings).to.have.lengthOf(warnings);
		});
	}

	it('does not wait for events that will be too old afterwards', async () => {
		const time = aClock();
		const [old] = items(1) as [BatchItem];
		const timestampMs = 7000 - 7 * DAY_MS + 60_000;
		const send = aSend({ ...BUSY, retryAfterMs: 7001 });

		const outcome = await withRetry(send, 8, time.ports)([{ ...old, timestampMs }]);

		expect([outcome.status, outcome.attempts, outcome.expired?.size, time.nowMs()]).to.deep.equal(['unsent', 1, 1, 0]);
	});

	it('waits for events that will be just young enough', async () => {
		const time = aClock();
		const [old] = items(1) as [BatchItem];
		const timestampMs = 7000 - 7 * DAY_MS + 60_000;
		const sent = withRetry(aSend({ ...BUSY, retryAfterMs: 7000 }, ACCEPTED), 8, time.ports)([{ ...old, timestampMs }]);

		await time.pass(7000);

		expect((await sent).status).to.equal('accepted');
	});

	for (const obeys of [true, false]) {
		it(`ends a wait when it is interrupted, by a clock that ${obeys ? 'obeys' : 'ignores'} signals`, async () => {
			const time = aClock(obeys);
			const stop = new AbortController();
			const sent = withRetry(aSend(BUSY), 8, time.ports)(batch, stop.signal);
			await turns();

			stop.abort();

			expect(await sent).to.include({ status: 'interrupted', attempts: 1, requestId: 'req_busy' });
		});
	}

	it('leaves all waiting to the caller when maxRetries is 0', async () => {
		const send = aSend({ ...BUSY, retryAfterMs: 7000, isThrottled: true }, ACCEPTED);
		const retrying = withRetry(send, 0, aClock().ports);
		await retrying(batch);

		expect((await retrying(batch)).status).to.equal('accepted');
	});

	it("keeps OpenAI's last request id", async () => {
		const broken: SendOutcome = { status: 'retryable', detail: 'reset', attempts: 1 };

		const outcome = await withRetry(aSend(BUSY, broken), 1, clock())(batch);

		expect(outcome.requestId).to.equal('req_busy');
	});

	it('gives up instead of hammering when the clock cannot wait', async () => {
		const sleep = () => Promise.reject(new Error('no timers'));

		const outcome = await withRetry(aSend(BUSY), 8, { ...clock(), sleep })(batch);

		expect([outcome.status, outcome.attempts]).to.deep.equal(['retryable', 1]);
	});
});

function clock(ports = quickPorts()) {
	return { nowMs: () => 0, sleep: async () => {}, logger: aLogger(), ...ports };
}

/** A clock that moves when the test says so. */
function aClock(obeysSignals = true) {
	let nowMs = 0;
	const sleepers: { untilMs: number; wake: () => void }[] = [];
	const logger = aLogger();
	const sleep = (ms: number, signal?: AbortSignal) =>
		new Promise<void>((wake) => {
			sleepers.push({ untilMs: nowMs + ms, wake });
			if (obeysSignals) signal?.addEventListener('abort', () => wake());
		});
	return {
		ports: { nowMs: () => nowMs, sleep, logger },
		nowMs: () => nowMs,
		get warnings() {
			return logger.calls.map(({ message }) => message);
		},
		pass: async (ms: number) => {
			await turns();
			nowMs += ms;
			for (const { untilMs, wake } of sleepers) if (untilMs <= nowMs) wake();
			await turns();
		},
	};
}

function turns(): Promise<void> {
	return new Promise(setImmediate);
}
