import { expect } from 'chai';
import type { EventResult } from 'openai-ads-destination';
import type { Checkpoint, Mark, OutcomeCounts } from '../../src/send/checkpoint.js';
import { NO_LIMIT } from '../../src/send/rate-limit.js';
import type { Line } from '../../src/send/read-lines.js';
import { sendFile } from '../../src/send/send-file.js';
import type { SendBatch } from '../../src/send/send-lines.js';

describe('sendFile', () => {
	const START: Mark = { settled: 0, begun: 0, outcomes: {}, isDone: false };
	const line = (number: number): Line => ({ number, text: `{"messageId":"m${number}"}`, sizeBytes: 20 });
	async function* slices(): AsyncGenerator<readonly Line[]> {
		yield [line(1), line(2)];
		yield [line(3), line(4)];
		yield [line(5)];
	}
	const result = (messageId: unknown, reason: string | undefined) =>
		({ outcome: reason ? 'failed' : 'accepted', messageId, attempts: 1, ...(reason ? { reason } : {}) }) as EventResult;

	/** What happened, in order. */
	function aRun(start: Partial<Mark> = {}, failures: Record<string, string> = {}) {
		const log: string[] = [];
		const checkpoint: Checkpoint = {
			start: { ...START, ...start },
			now: () => START,
			begin: async (to) => void log.push(`begin ${to}`),
			settle: async (to, outcomes: OutcomeCounts) => void log.push(`settle ${to} ${JSON.stringify(outcomes)}`),
			finish: async () => void log.push('finish'),
		};
		const send: SendBatch = async (events) => {
			const ids = Array.from(events, ({ messageId }) => messageId);
			log.push(`send ${ids.join(' ')}`);
			return ids.map((messageId) => result(messageId, failures[String(messageId)]));
		};
		const options = {
			slices: slices(),
			send,
			teach: async (events: Iterable<{ messageId?: unknown }>) =>
				void log.push(`teach ${Array.from(events, ({ messageId }) => messageId).join(' ')}`),
			limit: NO_LIMIT,
			checkpoint,
			isInterrupted: () => false,
			stop: new AbortController().signal,
			onSent: async () => {},
		};
		return { log, options };
	}

	it('tells the checkpoint before and after each slice', async () => {
		const { log, options } = aRun();

		expect(await sendFile(options)).to.equal(true);
		expect(log).to.deep.equal([
			'begin 2',
			'send m1 m2',
			'settle 2 {"accepted":2}',
			'begin 4',
			'send m3 m4',
			'settle 4 {"accepted":2}',
			'begin 5',
			'send m5',
			'settle 5 {"accepted":1}',
			'finish',
		]);
	});

	it('learns from the lines before the checkpoint, and sends those after it', async () => {
		const { log, options } = aRun({ settled: 3 });

		await sendFile(options);

		expect(log.filter((entry) => /send|teach/.test(entry))).to.deep.equal([
			'teach m1 m2',
			'teach m3',
			'send m4',
			'send m5',
		]);
	});

	for (const reason of ['retries_exhausted', 'unauthorized', 'closed']) {
		it(`stops before the checkpoint passes events that failed as ${reason}`, async () => {
			const { log, options } = aRun({}, { m4: reason });

			expect(await sendFile(options)).to.equal(false);
			expect(log.slice(3)).to.deep.equal(['begin 4', 'send m3 m4']);
		});
	}

	it('goes on after one event that was not isolated, but not if nothing else is taken', async () => {
		const one = aRun({}, { m3: 'not_isolated' });
		const all = aRun({}, { m3: 'not_isolated', m4: 'not_isolated' });

		expect([await sendFile(one.options), await sendFile(all.options)]).to.deep.equal([true, false]);
	});

	it('sends everything that it can without a checkpoint', async () => {
		const { log, options } = aRun({}, { m1: 'retries_exhausted' });

		await sendFile({ ...options, checkpoint: undefined });

		expect(log).to.deep.equal(['send m1 m2', 'send m3 m4', 'send m5']);
	});

	it('begins nothing more after an interruption, and does not say that it came to the end', async () => {
		const { log, options } = aRun();
		let isInterrupted = false;
		const onSent = async () => {
			isInterrupted = true;
		};

		expect(await sendFile({ ...options, isInterrupted: () => isInterrupted, onSent })).to.equal(false);
		expect(log).to.deep.equal(['begin 2', 'send m1 m2', 'settle 2 {"accepted":2}']);
	});
});
