import { expect } from 'chai';
import { inOrder } from '../../src/destination/intake/in-order.js';
import type { Admission } from '../../src/destination/intake/intake.js';

/** An intake that admits events when the test says so, each under its own name. */
function anIntake(maxEvents?: number) {
	const taken: string[] = [];
	const ends: (() => void)[] = [];
	const intake = inOrder((events, sender) => {
		taken.push([sender?.tier, ...events].filter((word) => word !== undefined).join(' '));
		const admissions = events.map(
			(event): Admission => ({
				result: { outcome: 'accepted', messageId: String(event), attempts: 0 },
			}),
		);
		return new Promise((resolve) => ends.push(() => resolve(admissions)));
	}, maxEvents);
	const take = async (...events: string[]) => (await intake.take(events)).map(({ result }) => result?.messageId);
	/** Ends one intake after the other until all calls are answered. */
	const endAll = async (calls: readonly Promise<unknown>[]) => {
		for (const call of calls) {
			ends.shift()?.();
			await Promise.race([call, new Promise(setImmediate)]);
			await new Promise(setImmediate);
		}
	};
	return { intake: intake.take, abandon: intake.abandon, take, taken, endNext: () => ends.shift()?.(), endAll };
}

describe('inOrder', () => {
	it('takes the first call in at once', () => {
		const { take, taken } = anIntake();

		void take('a', 'b');

		expect(taken).to.deep.equal(['a b']);
	});

	it('takes in together the calls that came meanwhile, and gives each its own admissions', async () => {
		const { take, taken, endNext } = anIntake();
		const calls = [take('a'), take('b', 'c'), take(), take('d')];

		endNext();
		await calls[0];
		await new Promise(setImmediate);
		endNext();
		const answers = await Promise.all(calls);

		expect(taken).to.deep.equal(['a', 'b c d']);
		expect(answers).to.deep.equal([['a'], ['b', 'c'], [], ['d']]);
	});

	it('takes a call in at once again when no other is under way', async () => {
		const { take, taken, endNext } = anIntake();
		const first = take('a');
		endNext();
		await first;
		await new Promise(setImmediate);

		void take('b');

		expect(taken).to.deep.equal(['a', 'b']);
	});

	it('takes calls of servers and of browsers in by themselves, in their order', async () => {
		const { intake, taken, endAll } = anIntake();
		const calls = (['server', 'browser', 'browser', 'server'] as const).map((tier, index) => intake([index], { tier }));

		await endAll(calls);

		expect(taken).to.deep.equal(['server 0', 'browser 1 2', 'server 3']);
	});

	it('takes together no more events than it may, and a call that has more by itself', async () => {
		const { take, taken, endAll } = anIntake(3);
		const calls = [take('a'), take('b', 'c'), take('d'), take('e'), take('f', 'g', 'h', 'i'), take('j')];

		await endAll(calls);

		expect(taken).to.deep.equal(['a', 'b c d', 'e', 'f g h i', 'j']);
	});

	it('answers every open call when it is abandoned, and only once', async () => {
		const { take, taken, endNext, abandon } = anIntake();
		const calls = [take('a'), take('b', 'c')];

		abandon((event) => ({ result: { outcome: 'failed', reason: 'closed', messageId: `no ${event}`, attempts: 0 } }));
		endNext();
		const answers = await Promise.all(calls);

		expect(answers).to.deep.equal([['no a'], ['no b', 'no c']]);
		expect(taken).to.deep.equal(['a']);
	});
});
