import { expect } from 'chai';
import { Waits } from '../../src/send/waits.js';

describe('Waits', () => {
	function someWaits() {
		const time = { nowMs: 1_800_000_000_000 };
		const waits = new Waits('OpenAI', () => time.nowMs);
		return { waits, pass: (ms: number) => (time.nowMs += ms) };
	}
	const init = { method: 'POST' };

	it('says nothing of waits below five seconds', () => {
		const { waits, pass } = someWaits();

		pass(4999);

		expect(waits.describe()).to.equal(undefined);
	});

	it('says that an answer is missing', () => {
		const { waits, pass } = someWaits();

		void waits.watch(() => new Promise(() => {}))('http://openai', init);
		pass(12_000);

		expect(waits.describe()).to.equal('waiting for the answer of OpenAI, 12 s so far');
	});

	it('says how long OpenAI asked to wait', async () => {
		const { waits, pass } = someWaits();

		await waits.watch(async () => new Response('', { status: 429, headers: { 'retry-after': '60' } }))(
			'http://o',
			init,
		);
		pass(20_000);

		expect(waits.describe()).to.equal('waiting before the next try, since OpenAI answered 429, 40 s left');
	});

	it('says that nobody can be reached', async () => {
		const { waits, pass } = someWaits();
		const fetch = waits.watch(() => Promise.reject(new TypeError('fetch failed')));

		await fetch('http://openai', init).catch(() => {});
		pass(6000);

		expect(waits.describe()).to.equal('waiting before the next try, since OpenAI could not be reached, 6 s so far');
	});

	it('says that more events are missing after a good answer', async () => {
		const { waits, pass } = someWaits();

		await waits.watch(async () => new Response('{}'))('http://openai', init);
		pass(70_000);

		expect(waits.describe()).to.equal('waiting for more events, 1 min 10 s so far');
	});

	it('begins anew when something happens', () => {
		const { waits, pass } = someWaits();

		pass(60_000);
		waits.progress();

		expect(waits.describe()).to.equal(undefined);
	});
});
