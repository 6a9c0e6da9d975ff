import { mock } from 'node:test';
import { expect } from 'chai';
import { anItem, items } from '../deliver/delivery-builders.js';
import { aBatcher, turn } from './a-batcher.js';

describe('Batcher', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	it('sends a full batch at once and lets the rest wait', () => {
		const { sent, add } = aBatcher();

		add(items(4));

		expect(sent).to.deep.equal(['m0 m1 m2']);
	});

	it('sends events after flushInterval, and not a millisecond earlier', () => {
		const { sent, add } = aBatcher();
		add(items(2));

		mock.timers.tick(999);
		const before = [...sent];
		mock.timers.tick(1);

		expect([before, sent]).to.deep.equal([[], ['m0 m1']]);
	});

	it('measures the interval from the oldest waiting event', () => {
		const { sent, add } = aBatcher();
		add([anItem('a')]);
		mock.timers.tick(600);
		add([anItem('b')]);

		mock.timers.tick(400);

		expect(sent).to.deep.equal(['a b']);
	});

	it("does not shorten the next event's wait when a batch leaves before its timer fires", () => {
		const { sent, add } = aBatcher();
		add([anItem('a')]);
		mock.timers.tick(900);
		add([anItem('b'), anItem('c')]);
		add([anItem('d')]);

		mock.timers.tick(999);
		const before = [...sent];
		mock.timers.tick(1);

		expect([before, sent]).to.deep.equal([['a b c'], ['a b c', 'd']]);
	});

	it('starts a new interval after each batch', () => {
		const { sent, add } = aBatcher();
		add([anItem('a')]);
		mock.timers.tick(1000);
		add([anItem('b')]);

		mock.timers.tick(1000);

		expect(sent).to.deep.equal(['a', 'b']);
	});

	it('sends when the waiting bytes fill a body', () => {
		const { sent, add } = aBatcher({ flushAt: 1000, maxBatchBytes: 1024 });
		const list = items(30);

		add(list);

		const [first = ''] = sent;
		expect(sent.length).to.be.greaterThan(0);
		expect(first.split(' ').length).to.be.within(2, 29);
	});

	it('counts the bytes of waiting events only: those of a batch that has left fill no other', () => {
		const { sent, add } = aBatcher({ flushAt: 1000, maxBatchBytes: 1024, maxInFlight: 100 });
		add(items(30));
		const before = sent.length;
		mock.timers.tick(1000);
		const after = sent.length;

		add([anItem('a'), anItem('b')]);

		expect(before).to.be.greaterThan(0);
		expect(sent).to.have.lengthOf(after);
	});

	it('delivers at most maxInFlight batches at the same time', async () => {
		const { sent, add, endNext } = aBatcher();
		add(items(12));
		const before = sent.length;

		endNext();
		await turn();

		expect([before, sent.length]).to.deep.equal([2, 3]);
	});

	it('sends events that became due while maxInFlight was reached as soon as one delivery ends', async () => {
		const { sent, add, endNext } = aBatcher({ maxInFlight: 1 });
		add(items(4));
		mock.timers.tick(1000);
		const before = [...sent];

		endNext();
		await turn();

		expect([before, sent]).to.deep.equal([['m0 m1 m2'], ['m0 m1 m2', 'm3']]);
	});

	it('refuses events over maxQueued, and takes events again once the queue is shorter', async () => {
		const { add, endNext } = aBatcher({ maxInFlight: 1, maxQueued: 3 });

		const taken = add(items(8)).map((promise) => promise !== undefined);
		endNext();
		await turn();
		const [later] = add([anItem('later')]);

		// Three are under way, three wait.
		expect(taken).to.deep.equal([true, true, true, true, true, true, false, false]);
		expect(later).not.to.equal(undefined);
	});

	it('gives each item its own result', async () => {
		const { add, endNext } = aBatcher();
		const promises = add(items(3));

		endNext();
		const results = await Promise.all(promises);

		expect(results.map((result) => result?.messageId)).to.deep.equal(['m0', 'm1', 'm2']);
	});

	it('does not lose an event that arrives while the last batch gets its results', async () => {
		const { sent, add, endNext } = aBatcher({ maxInFlight: 1 });
		const [first] = add([anItem('a'), anItem('b'), anItem('c')]);
		void first?.then(() => add([anItem('d')]));

		endNext();
		await turn();
		mock.timers.tick(1000);

		expect(sent).to.deep.equal(['a b c', 'd']);
	});

	it('sends a few validate-only events separately from many live ones', () => {
		const { sent, add } = aBatcher({ maxInFlight: 10 });

		add([anItem('t', {}, { validateOnly: true }), ...items(3)]);
		mock.timers.tick(1000);

		expect(sent.join(' ').split(' ').sort()).to.deep.equal(['m0', 'm1', 'm2', 't']);
		expect(sent.filter((batch) => batch.includes('t'))).to.deep.equal(['t']);
	});
});
