import { expect } from 'chai';
import nock from 'nock';
import { PLAIN } from '../../src/terminal/style.js';
import { trigger } from '../../src/trigger/trigger.js';

const [GATEWAY, ADMIN] = ['http://127.0.0.1:8787', 'http://127.0.0.1:8789'];
const NOW = Date.UTC(2026, 10, 26, 14, 2);

const aSummary = (number: number, fields: object = {}) => ({
	...{
		key: String(number),
		at: new Date(NOW).toISOString(),
		pixel: 'shop',
		type: 'order_created',
		source: 'analytics.js',
	},
	...{ name: 'Order Completed', id: `example-${number}`, messageId: `example-${number}`, outcome: 'waiting' },
	...fields,
});

describe('trigger', () => {
	let [asked, nowMs] = [0, 0];
	let printed: string[] = [];

	/** @param answer what the gateway lists, by how often it was asked */
	function run(answer: (time: number) => readonly object[], { count = 1, isLive = false, says = true } = {}) {
		[asked, nowMs, printed] = [0, 0, []];
		nock(GATEWAY)
			.persist()
			.get('/readyz')
			.reply(200, { mode: isLive ? 'live' : 'sandbox' });
		nock(GATEWAY).persist().post('/v1/batch').reply(200, { success: true, accepted: count });
		nock(ADMIN)
			.persist()
			.get(/^\/api\/events/)
			.reply(() => [200, { events: answer(asked++) }]);
		const wanted = { name: 'order', count, without: new Set<never>(), settings: [], isLive } as const;
		return trigger({ origin: ADMIN, token: undefined, fetch }, { url: GATEWAY, writeKey: 'any', fetch }, wanted, {
			style: PLAIN,
			width: 80,
			flags: ' --to http://127.0.0.1:8080',
			print: (line) => printed.push(line),
			confirm: async () => says,
			sleep: async (ms) => {
				nowMs += ms;
			},
			nowMs: () => NOW,
			monotonicMs: () => nowMs,
		});
	}

	afterEach(() => nock.cleanAll());

	it('says the fate as soon as it is known', async () => {
		const code = await run((time) =>
			time === 0 ? [] : [aSummary(1, time < 4 ? {} : { outcome: 'accepted', verdict: 'matchable' })],
		);

		expect(code).to.equal(0);
		expect(printed).to.include('ok  Accepted after 0.6 s. Matchable: OpenAI may find the person, but no ad click');
	});

	it('waits 30 s, and no longer, for an event that OpenAI does not take', async () => {
		const short = { short: '503, again in 4 s', note: 'OpenAI answered 503.', reason: 'retries_exhausted' };
		const code = await run((time) => (time === 0 ? [] : [aSummary(1, short)]));

		expect([code, nowMs]).to.deep.equal([1, 30_000]);
		expect(printed)
			.to.include('..  Still waits after 30.0 s: 503, again in 4 s.')
			.and.to.include('    OpenAI answered 503.');
	});

	it('waits as long for one of which nothing is heard, and says so', async () => {
		const code = await run(() => []);

		expect([code, nowMs]).to.deep.equal([1, 30_000]);
		expect(printed.join('\n')).to.include('Nothing is known of it after 30.0 s');
	});

	it('takes another number if a queue knows this one from before', async () => {
		const fresh = Math.floor(NOW / 1000) % (8 * 24 * 3600);
		const code = await run((time) => {
			if (time === 0) return [];
			return time === 1
				? [aSummary(1, { outcome: 'skipped', reason: 'duplicate' })]
				: [aSummary(fresh, { outcome: 'accepted', verdict: 'attributable' })];
		});

		expect(code).to.equal(0);
		expect(printed[0]).to.include(`example-${fresh}`);
	});

	it('sends nothing live if the answer is no', async () => {
		const code = await run(() => [], { isLive: true, says: false });

		expect([code, printed, asked]).to.deep.equal([1, ['Nothing was sent.'], 0]);
	});
});
