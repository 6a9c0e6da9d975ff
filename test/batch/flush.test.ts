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
