import { expect } from 'chai';
import type { Send, SendOutcome } from '../../src/destination/deliver/send-outcome.js';
import { withRetry } from '../../src/destination/deliver/with-retry.js';
import { items, quickPorts } from './delivery-builders.js';

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

	it("keeps OpenAI's last request id", async () => {
		const broken: SendOutcome = { status: 'retryable', detail: 'reset', attempts: 1 };

		const outcome = await withRetry(aSend(BUSY, broken), 1, clock())(batch);

		expect(outcome.requestId).to.equal('req_busy');
	});

	it('gives up instead of hammering when the clock cannot wait', async () => {
		const sleep = () => Promise.reject(new Error('no timers'));

		const outcome = await withRetry(aSend(BUSY), 8, { nowMs: () => 0, sleep })(batch);

		expect([outcome.status, outcome.attempts]).to.deep.equal(['retryable', 1]);
	});
});

function clock(ports = quickPorts()) {
	return { nowMs: () => 0, sleep: async () => {}, ...ports };
}
