import { mock } from 'node:test';
import { expect } from 'chai';
import { anItem, items } from '../deliver/delivery-builders.js';
import { aBatcher, turn } from './a-batcher.js';

describe('Batcher, flush()', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	it('sends all waiting events and resolves when each has its result', async () => {
		const { batcher, sent, add, endNext } = aBatcher({ maxInFlight: 1 });
		add(items(5));
		let isFlushed = false;

		const flushed = batcher.flush().then(() => {
			isFlushed = true;
		});
		endNext();
		await turn();
		const tooEarly = isFlushed;
		endNext();
		await flushed;

		expect([tooEarly, sent]).to.deep.equal([false, ['m0 m1 m2', 'm3 m4']]);
	});

	it('does not wait for later events', async () => {
		const { batcher, sent, add, endNext } = aBatcher();
		add([anItem('a')]);
		const flushed = batcher.flush();
		add([anItem('b')]);

		endNext();
		await flushed;

		expect(sent).to.deep.equal(['a']);
	});

	it('does not wait for the timer when live and validate-only events mix', async () => {
		const { batcher, sent, add, endNext } = aBatcher({ maxInFlight: 1 });
		add([anItem('L0')]);
		void batcher.flush();
		add([anItem('L1'), anItem('V1', {}, { validateOnly: true })]);

		const flushed = batcher.flush();
		add([anItem('L2'), anItem('L3')]);
		endNext();
		await turn();
		endNext();
		await turn();
		endNext();
		await flushed;

		expect(sent).to.deep.equal(['L0', 'L1 L2 L3', 'V1']);
	});

	it('leaves events that came after it to their own interval', async () => {
		const { batcher, sent, add, endNext } = aBatcher();
		add([anItem('a')]);
		void batcher.flush();
		endNext();
		await turn();
		add([anItem('b')]);
		await turn();

		expect(sent).to.deep.equal(['a']);
	});

	it('abandon() settles what waits, once, and leaves what is under way alone', async () => {
		const { batcher, sent, add, endNext } = aBatcher({ maxInFlight: 1 });
		const results = add(items(5));

		batcher.abandon(({ id }) => ({ outcome: 'failed', reason: 'closed', messageId: id, attempts: 0 }));
		endNext();
		const outcomes = (await Promise.all(results)).map((result) => result?.outcome);
		mock.timers.tick(5000);

		expect(outcomes).to.deep.equal(['accepted', 'accepted', 'accepted', 'failed', 'failed']);
		expect(sent).to.deep.equal(['m0 m1 m2']);
	});

	it('resolves at once when no event waits', async () => {
		await aBatcher().batcher.flush();
	});

	it('does not deliver a batch twice when flush() races the timer', async () => {
		const { batcher, sent, add, endNext } = aBatcher();
		const [promise] = add([anItem('a')]);

		const flushed = batcher.flush();
		mock.timers.tick(5000);
		endNext();
		await flushed;
		mock.timers.tick(5000);

		expect(sent).to.deep.equal(['a']);
		expect((await promise)?.outcome).to.equal('accepted');
	});
});
