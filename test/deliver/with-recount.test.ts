import { expect } from 'chai';
import type { Send, SendOutcome } from '../../src/destination/deliver/send-outcome.js';
import { withRecount } from '../../src/destination/deliver/with-recount.js';
import { aLogger, items, quickPorts } from './delivery-builders.js';

const ACCEPTED: SendOutcome = { status: 'accepted', isConfirmed: true, detail: '', attempts: 1 };
const SHORT: SendOutcome = { ...ACCEPTED, isConfirmed: false, acceptedCount: 1, requestId: 'req_short' };
const BUSY: SendOutcome = { status: 'retryable', detail: 'busy', attempts: 9 };

/** What becomes of a batch of two after these outcomes, and what its operator is told. */
async function recount(outcomes: readonly SendOutcome[], signal?: AbortSignal) {
	const ports = quickPorts();
	const logger = aLogger();
	const left = [...outcomes];
	const send: Send = async () => left.shift() as SendOutcome; // There is one for each request.
	const all = { nowMs: () => 0, sleep: async () => {}, ...ports, logger };
	const outcome = await withRecount(send, all)(items(2), signal);
	return { outcome, waitsMs: ports.waitsMs, calls: logger.calls, unused: left.length };
}

describe('withRecount', () => {
	it('sends a batch once that OpenAI counts in full', async () => {
		const { outcome, waitsMs, unused } = await recount([ACCEPTED, ACCEPTED]);

		expect([outcome, waitsMs, unused]).to.deep.equal([ACCEPTED, [], 1]);
	});

	it('sends a batch again after ten seconds if OpenAI counts too few events', async () => {
		const { outcome, waitsMs, calls } = await recount([SHORT, ACCEPTED]);

		expect(outcome).to.include({ status: 'accepted', isConfirmed: true, attempts: 2, requestId: 'req_short' });
		expect([waitsMs, calls]).to.deep.equal([[10_000], []]);
	});

	it('stays accepted, and tells the operator the numbers, if OpenAI counts too few events again', async () => {
		const { outcome, calls, unused } = await recount([SHORT, SHORT, ACCEPTED]);

		expect(outcome).to.include({ status: 'accepted', isConfirmed: false, attempts: 2 });
		expect(unused).to.equal(1);
		expect(calls).to.deep.equal([
			{
				level: 'warn',
				message: 'OpenAI accepted a batch but counted fewer events than were sent.',
				fields: { sent: 2, counted: 1, requestId: 'req_short' },
			},
		]);
	});

	it('reports what the second answer says', async () => {
		const { outcome } = await recount([SHORT, BUSY]);

		expect(outcome).to.include({ status: 'retryable', attempts: 10 });
	});

	it('stays accepted if it is interrupted before the second answer', async () => {
		const { outcome, calls } = await recount([SHORT], AbortSignal.abort());

		expect(outcome).to.include({ status: 'accepted', isConfirmed: false, attempts: 1 });
		expect(calls).to.have.lengthOf(1);
	});

	it('stays accepted if the second request is interrupted', async () => {
		const { outcome } = await recount([SHORT, { status: 'interrupted', detail: '', attempts: 1 }]);

		expect(outcome).to.include({ status: 'accepted', attempts: 2 });
	});
});
