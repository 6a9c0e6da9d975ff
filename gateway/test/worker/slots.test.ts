import { expect } from 'chai';
import { type Release, Slots } from '../../src/worker/slots.js';

describe('Slots', () => {
	const never = new AbortController().signal;

	/** Notes whose turn it was, in order. */
	function aQueue(slots: Slots) {
		const turns: string[] = [];
		const releases: Release[] = [];
		const wait = async (name: string, signal = never) => {
			const release = await slots.acquire(signal);
			if (release === undefined) return;
			turns.push(name);
			releases.push(release);
		};
		return { turns, releases, wait };
	}
	const settle = () => new Promise((resolve) => setImmediate(resolve));

	it('lets so many run at once, and no more', async () => {
		const { turns, wait } = aQueue(new Slots(2));

		for (const name of ['a', 'b', 'c']) void wait(name);
		await settle();

		expect(turns).to.deep.equal(['a', 'b']);
	});

	it('gives a free slot to whoever has waited longest', async () => {
		const { turns, releases, wait } = aQueue(new Slots(1));
		for (const name of ['a', 'b', 'c', 'a']) void wait(name);

		for (let i = 0; i < 4; i++) {
			await settle();
			releases[i]?.();
		}

		expect(turns).to.deep.equal(['a', 'b', 'c', 'a']);
	});

	it('gives a slot back once, however often it is released', async () => {
		const { turns, releases, wait } = aQueue(new Slots(1));
		for (const name of ['a', 'b', 'c']) void wait(name);
		await settle();

		releases[0]?.();
		releases[0]?.();
		await settle();

		expect(turns).to.deep.equal(['a', 'b']);
	});

	it('lets go of whoever stops waiting', async () => {
		const { turns, releases, wait } = aQueue(new Slots(1));
		const stopping = new AbortController();
		void wait('a');
		const stopped = wait('b', stopping.signal);
		void wait('c');
		await settle();

		stopping.abort();
		await stopped;
		releases[0]?.();
		await settle();

		expect(turns).to.deep.equal(['a', 'c']);
	});

	it('gives none to whoever has stopped before', async () => {
		expect(await new Slots(1).acquire(AbortSignal.abort())).to.equal(undefined);
	});
});
