import { expect } from 'chai';
import { MAX_POSTS } from '../../src/alerts/post-limit.js';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { anAlertWatch, aPixel, MINUTE_MS, START } from './an-alert-watch.js';

const SECOND_MS = 1000;

describe('posting alerts', () => {
	let all: ReturnType<typeof anAlertWatch>;
	afterEach(async () => {
		await all.close();
		removeTemporaryFolders();
	});

	const sinceStart = () => all.posted.map(({ atMs }) => (atMs - START) / SECOND_MS);
	const held = (sinceMs: number) => () => ({ state: 'holding' as const, sinceMs, reason: 'OpenAI answered 403.' });
	function hold(n = 1): void {
		all.pixels.splice(0, all.pixels.length);
		for (let index = 0; index < n; index++) {
			all.pixels.push({ ...aPixel(`shop-${index}`, `p${index}`), condition: held(all.clock.nowMs()) });
		}
	}
	function resume(): void {
		for (const pixel of all.pixels) {
			pixel.condition = () => ({ state: 'sending' });
			pixel.acceptedMs = all.clock.nowMs();
		}
	}

	it('tries again after 1, 10 and 60 seconds, then gives up, says so, and tells why', async () => {
		all = anAlertWatch();
		all.answer(500);
		hold();
		await all.pass(10 * MINUTE_MS);

		expect(sinceStart()).to.deep.equal([60, 61, 71, 131]);
		const [error] = all.lines.filter(({ level }) => level === 'error');
		expect(error?.fields).to.deep.equal({
			alert: 'pixel_held',
			state: 'firing',
			pixel: 'shop-0',
			problem: 'hooks.example answered 500',
		});
		const { firing } = await all.watch().view();
		expect(firing[0]?.notPosted).to.deep.equal({
			at: '2026-11-26T13:43:11.000Z',
			problem: 'hooks.example answered 500',
		});

		await all.restart();
		await all.pass(10 * MINUTE_MS);
		expect(all.posted).to.have.lengthOf(4);
	});

	it('waits 10 seconds for an answer, not longer', async () => {
		all = anAlertWatch();
		all.answer('hang');
		hold();
		await all.pass(10 * MINUTE_MS);

		expect(sinceStart()).to.deep.equal([60, 71, 91, 161]);
		expect(all.lines.find(({ level }) => level === 'error')?.fields['problem']).to.include('did not answer in 10 s');
		expect(all.requests.every(({ signal }) => signal?.aborted)).to.equal(true);
	});

	it('follows no redirect', async () => {
		all = anAlertWatch();
		all.answer(302);
		hold();
		await all.pass(10 * MINUTE_MS);

		expect((await all.watch().view()).firing[0]?.notPosted?.problem).to.equal(
			'hooks.example answered 302; redirects are not followed',
		);
	});

	it('posts a newer state in the place of an older one that was not posted', async () => {
		all = anAlertWatch();
		all.answer(500);
		hold();
		await all.pass(80 * SECOND_MS);
		expect(all.states()).to.deep.equal(['firing pixel_held', 'firing pixel_held', 'firing pixel_held']);

		all.answer(200);
		resume();
		await all.pass(10 * MINUTE_MS);
		expect(all.states().slice(3)).to.deep.equal(['over pixel_held']);
	});

	it('posts after a restart what was not posted before', async () => {
		all = anAlertWatch();
		all.answer('hang');
		hold();
		await all.pass(65 * SECOND_MS);
		all.answer(200);
		await all.restart();
		await all.pass(MINUTE_MS);

		expect(all.states()).to.deep.equal(['firing pixel_held', 'firing pixel_held']);
	});

	it('posts what fires already once a receiver is configured, and at the new address', async () => {
		all = anAlertWatch({ webhook: undefined });
		hold();
		await all.pass(10 * MINUTE_MS);
		expect(all.posted).to.deep.equal([]);
		expect((await all.watch().view()).firing).to.have.lengthOf(1);

		all.settings.webhook = 'https://other.example/x';
		await all.pass(MINUTE_MS);
		expect(all.states()).to.deep.equal(['firing pixel_held']);
		expect((await all.watch().view()).receiver).to.deep.equal({ host: 'other.example', format: 'full' });
	});

	it('posts the text alone for Slack', async () => {
		all = anAlertWatch({ format: 'slack' });
		hold();
		await all.pass(MINUTE_MS);

		expect(Object.keys(all.posted[0]?.body ?? {})).to.deep.equal(['text']);
	});

	it(`posts ${MAX_POSTS} an hour at most, also over a restart, then one that counts the rest`, async () => {
		all = anAlertWatch();
		hold(25);
		await all.pass(2 * MINUTE_MS);
		await all.restart();
		resume();
		await all.pass(30 * MINUTE_MS);
		await all.settle();
		expect(all.posted).to.have.lengthOf(MAX_POSTS);
		expect(all.lines.filter(({ level }) => level === 'warn')).to.have.lengthOf(1);
		const { over } = await all.watch().view();
		expect(over.filter(({ notPosted }) => notPosted?.problem.includes('Too many'))).to.have.lengthOf(25);

		await all.pass(60 * MINUTE_MS);
		const [rest] = all.posted.slice(MAX_POSTS).map(({ body }) => body);
		expect(all.posted).to.have.lengthOf(MAX_POSTS + 1);
		expect(rest).to.include({ alert: 'more_alerts', value: 30, threshold: MAX_POSTS });
		expect(rest?.detail).to.deep.equal({ firing: 5, over: 25 });

		await all.restart();
		await all.pass(60 * MINUTE_MS);
		expect(all.posted).to.have.lengthOf(MAX_POSTS + 1);
	});

	it('does not repeat a post that the disk refused to remember', async () => {
		all = anAlertWatch();
		const { alerts } = all.store();
		const keep = alerts.keep.bind(alerts);
		let refusals = 0;
		alerts.keep = async (rows) => {
			if (rows.some(({ alert }) => alert.includes('"isDue":false')) && refusals++ < 2) throw new Error('full');
			return keep(rows);
		};
		hold();
		await all.pass(10 * MINUTE_MS);

		expect([all.posted.length, refusals]).to.deep.equal([1, 3]);
		expect((await all.watch().view()).firing[0]?.posted).to.have.lengthOf(1);
	});

	it('posts nothing that the disk refused to keep', async () => {
		all = anAlertWatch();
		const { alerts } = all.store();
		const keep = alerts.keep.bind(alerts);
		alerts.keep = async () => Promise.reject(new Error('full'));
		hold();
		await all.pass(10 * MINUTE_MS);
		expect(all.posted).to.deep.equal([]);

		alerts.keep = keep;
		await all.pass(MINUTE_MS);
		expect(all.states()).to.deep.equal(['firing pixel_held']);
	});

	describe('a test', () => {
		it('is posted once in 30 seconds, and says whether it arrived', async () => {
			all = anAlertWatch();

			const outcomes = [await all.watch().test(), await all.watch().test()];
			await all.pass(30 * SECOND_MS);
			all.answer(404);
			outcomes.push(await all.watch().test());

			expect(outcomes).to.deep.equal([
				{ kind: 'posted', host: 'hooks.example' },
				{ kind: 'too_soon', waitMs: 30 * SECOND_MS },
				{ kind: 'failed', host: 'hooks.example', problem: 'answered 404' },
			]);
			expect(all.posted[0]?.body).to.include({ alert: 'test', state: 'test', pixel: null });
			expect(all.posted[0]?.body.text).to.equal('This is a test: alerts of openai-ads on gateway-1 arrive here.');
		});

		it('goes nowhere without a receiver', async () => {
			all = anAlertWatch({ webhook: undefined });

			expect(await all.watch().test()).to.deep.equal({ kind: 'nowhere' });
		});
	});
});
