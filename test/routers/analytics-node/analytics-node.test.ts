/** Tests the promises of docs/analytics-node.md with Segment's real SDK. */

import { readFileSync } from 'node:fs';
import type { Plugin } from '@segment/analytics-node';
import { expect } from 'chai';
import nock from 'nock';
import { type OpenAIAdsPluginOptions, openAIAdsPlugin } from '../../../src/destination/routers/analytics-node/index.js';
import { SettingsError } from '../../../src/destination/settings/settings-error.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { digestOf } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';
import { anAnalytics, anOpenAI, anOrder, aSegment, idsOf, segmentIdsOf } from './an-analytics.js';

const CREDENTIALS = { apiKey: API_KEY, pixelId: 'pixel' };
const NEVER = () => new Promise<never>(() => {});
/** Looks once per turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise(setImmediate);
}
const fateOf = ({ outcome, reason }: { outcome: string; reason?: string | undefined }) =>
	[outcome, reason].join(' ').trim();

describe('openAIAdsPlugin', () => {
	const unhandled: unknown[] = [];
	const onUnhandled = (reason: unknown) => void unhandled.push(reason);

	before(() => {
		nock.disableNetConnect();
		process.on('unhandledRejection', onUnhandled);
	});

	afterEach(() => {
		nock.cleanAll();
		expect(unhandled).to.deep.equal([]);
	});

	after(() => {
		process.off('unhandledRejection', onUnhandled);
		nock.enableNetConnect();
	});

	describe('is a plugin that', () => {
		it('is named after integrationName and carries the version of the package', () => {
			const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

			const plugin = openAIAdsPlugin(CREDENTIALS);
			const renamed = openAIAdsPlugin({ ...CREDENTIALS, integrationName: 'Ads' });

			expect(plugin).to.include({ name: 'OpenAI Ads', type: 'destination', version });
			expect([plugin.isLoaded(), renamed.name]).to.deep.equal([true, 'Ads']);
		});

		const mistakes: readonly (readonly [claim: string, options: unknown, problem: string])[] = [
			['without a key', { pixelId: 'pixel' }, 'settings.apiKey: required.'],
			['with an unknown setting', { ...CREDENTIALS, flushat: 5 }, 'settings.flushat: unknown setting.'],
			[
				'with a text for onError',
				{ ...CREDENTIALS, onError: 'log' },
				'settings.onError: expected a function, got string.',
			],
			[
				'with null for onResult',
				{ ...CREDENTIALS, onResult: null },
				'settings.onResult: expected a function, got null.',
			],
			['with nothing', undefined, 'settings: '],
			['with the key in place of the settings', API_KEY, 'settings: '],
		];
		for (const [claim, options, problem] of mistakes) {
			it(`throws SettingsError before it is registered, ${claim}`, () => {
				const create = () => openAIAdsPlugin(options as never); // What a caller in JavaScript may do.

				expect(create).to.throw(SettingsError, problem);
				expect(create).not.to.throw(API_KEY);
			});
		}
	});

	describe('delivers', () => {
		it('an order to OpenAI, and to Segment unchanged', async () => {
			const segment = aSegment();
			const openAI = anOpenAI();
			const { analytics, results } = await anAnalytics();
			const providers = { openAI: { oppref: 'click' } };
			const timestamp = new Date();

			analytics.track(anOrder('m1', { timestamp, context: { providers } }));
			await analytics.closeAndFlush();

			expect(openAI[0].events[0]).to.deep.include({
				id: 'm1',
				type: 'order_created',
				timestamp_ms: timestamp.getTime(),
				oppref: 'click',
				data: { type: 'contents', amount: 12999, currency: 'USD' },
			});
			expect(segment[0].batch[0]).to.deep.include({
				messageId: 'm1',
				properties: { total: 129.99, currency: 'USD' },
				timestamp: timestamp.toISOString(),
			});
			expect(results.map(fateOf)).to.deep.equal(['accepted']);
		});

		it('events that a sandbox, which judges by the contract, accepts', async () => {
			nock.enableNetConnect('127.0.0.1');
			const sandbox = await createSandbox();
			aSegment();
			const { analytics, results } = await anAnalytics({ options: { endpoint: sandbox.endpoint } as never });

			for (const id of ['m1', 'm2', 'm3']) analytics.track(anOrder(id));
			await analytics.closeAndFlush();

			const ids = sandbox.events().map(({ id }) => id);
			await sandbox.close();
			nock.disableNetConnect();
			expect([ids, results.map(fateOf)]).to.deep.equal([['m1', 'm2', 'm3'], Array(3).fill('accepted')]);
		});

		it('25 tracks of one turn in 3 requests, even though the SDK passes them on one by one', async () => {
			aSegment();
			const openAI = anOpenAI();
			const { analytics, results } = await anAnalytics();

			for (let n = 0; n < 25; n++) analytics.track(anOrder(`m${n}`));
			await analytics.closeAndFlush();

			expect(idsOf(openAI).map(({ length }) => length)).to.deep.equal([10, 10, 5]);
			expect(new Set(results.map(({ messageId }) => messageId)).size).to.equal(25);
		});

		it('full batches without a flush', async () => {
			aSegment();
			const openAI = anOpenAI();
			let settled = 0;
			let onTwenty = () => {};
			const twenty = new Promise<void>((resolve) => {
				onTwenty = resolve;
			});
			const { analytics } = await anAnalytics({
				options: { ...CREDENTIALS, onResult: () => ++settled === 20 && onTwenty() },
			});

			for (let n = 0; n < 25; n++) analytics.track(anOrder(`m${n}`));
			await twenty;

			expect(idsOf(openAI).map(({ length }) => length)).to.deep.equal([10, 10]);
			await analytics.closeAndFlush();
		});

		it('every kind of call, each with a result', async () => {
			aSegment();
			const openAI = anOpenAI();
			const eventMapping = [{ from: 'screen', to: 'custom', customEventName: 'seen' }] as const;
			const { analytics, results } = await anAnalytics({
				options: { ...CREDENTIALS, eventMapping: [...eventMapping] },
			});
			const who = { userId: 'user-1' };

			analytics.track(anOrder('track'));
			analytics.page({ ...who, messageId: 'page', properties: { url: 'https://shop.example/' } });
			analytics.screen({ ...who, messageId: 'screen', name: 'Main' });
			analytics.identify({ ...who, messageId: 'identify' });
			analytics.group({ ...who, messageId: 'group', groupId: 'g' });
			analytics.alias({ ...who, messageId: 'alias', previousId: 'p' });
			await analytics.closeAndFlush();

			const fates = Object.fromEntries(results.map((result) => [result.messageId, fateOf(result)]));
			expect(fates).to.deep.equal({
				track: 'accepted',
				page: 'accepted',
				screen: 'accepted',
				identify: 'skipped profile_remembered',
				group: 'skipped type_not_supported',
				alias: 'skipped type_not_supported',
			});
			expect(openAI[0].events.map(({ type }: { type: string }) => type)).to.deep.equal([
				'order_created',
				'page_viewed',
				'custom',
			]);
		});

		it('a later order with the traits of an earlier identify', async () => {
			aSegment();
			const openAI = anOpenAI();
			const { analytics } = await anAnalytics();

			analytics.identify({ userId: 'user-1', traits: { email: 'Jane@Shop.example' } });
			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect(openAI[0].events[0].user.emails_sha256).to.deep.equal([digestOf('jane@shop.example')]);
		});

		it('the additions of an enrichment plugin, even if it is slow and the SDK is closing', async () => {
			aSegment();
			const openAI = anOpenAI();
			let resume = () => {};
			const untilFlushed = new Promise<void>((resolve) => {
				resume = resolve;
			});
			// The first order leaves with the first flush, so its result shows that the second flush comes after it.
			const { analytics } = await anAnalytics({ options: { onResult: () => resume() } });
			const enrich: NonNullable<Plugin['track']> = async (context) => {
				if (context.event.messageId === 'm1') await untilFlushed;
				context.updateEvent('context.providers', { openAI: { oppref: 'added' } });
				return context;
			};
			const loaded = { version: '1', isLoaded: () => true, load: async () => {} };
			await analytics.register({ name: 'Click', type: 'enrichment', ...loaded, track: enrich });

			analytics.track(anOrder('m0'));
			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect(idsOf(openAI)).to.deep.equal([['m0'], ['m1']]);
			expect(openAI[1].events[0].oppref).to.equal('added');
		});
	});

	describe('obeys integrations', () => {
		const rows: readonly (readonly [integrations: Record<string, boolean | object>, isSent: boolean])[] = [
			[{}, true],
			[{ All: true }, true],
			[{ 'OpenAI Ads': true }, true],
			[{ 'OpenAI Ads': false }, false],
			[{ All: true, 'OpenAI Ads': false }, false],
			[{ All: false }, false],
			[{ All: false, 'OpenAI Ads': true }, true],
			[{ All: false, 'OpenAI Ads': { oppref: 'click' } }, true],
			[{ Amplitude: false }, true],
		];
		for (const [integrations, isSent] of rows) {
			it(`${JSON.stringify(integrations)} ${isSent ? 'sends' : 'does not send'} the event, and Segment gets it`, async () => {
				const segment = aSegment();
				const openAI = anOpenAI();
				const { analytics, results } = await anAnalytics();

				analytics.track(anOrder('m1', { integrations }));
				await analytics.closeAndFlush();

				expect(idsOf(openAI)).to.deep.equal(isSent ? [['m1']] : []);
				expect(results.map(fateOf)).to.deep.equal(isSent ? ['accepted'] : []);
				expect(segmentIdsOf(segment)).to.deep.equal(['m1']);
			});
		}

		it('under the name in integrationName, so that two plugins serve two pixels', async () => {
			aSegment();
			const openAI = anOpenAI();
			const { analytics } = await anAnalytics();
			await analytics.register(openAIAdsPlugin({ ...CREDENTIALS, integrationName: 'Second Pixel' }));

			analytics.track(anOrder('first', { integrations: { 'Second Pixel': false } }));
			analytics.track(anOrder('second', { integrations: { 'OpenAI Ads': false } }));
			await analytics.closeAndFlush();

			expect(idsOf(openAI).sort()).to.deep.equal([['first'], ['second']]);
		});

		it('and reads the click in them', async () => {
			aSegment();
			const openAI = anOpenAI();
			const { analytics } = await anAnalytics();

			analytics.track(anOrder('m1', { integrations: { 'OpenAI Ads': { oppref: 'click' } } }));
			await analytics.closeAndFlush();

			expect(openAI[0].events[0].oppref).to.equal('click');
		});
	});

	describe('when the SDK flushes', () => {
		it('closeAndFlush() waits for a slow OpenAI', async () => {
			const segment = aSegment();
			let answer = () => {};
			const after = new Promise<void>((resolve) => {
				answer = resolve;
			});
			const openAI = anOpenAI([{ after }]);
			const { analytics, results } = await anAnalytics();
			let isClosed = false;

			analytics.track(anOrder('m1'));
			const closing = analytics.closeAndFlush().then(() => {
				isClosed = true;
			});
			await until(() => segment.length === 1 && openAI.length === 1);
			await new Promise(setImmediate);
			const wasClosed = isClosed;
			answer();
			await closing;

			expect(wasClosed).to.equal(false);
			expect(results.map(fateOf)).to.deep.equal(['accepted']);
		});

		it('closeAndFlush() waits for resends', async () => {
			aSegment();
			anOpenAI([{ status: 503 }, { status: 429 }, {}]);
			const { analytics, results } = await anAnalytics();

			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect(results.map((result) => [fateOf(result), result.attempts])).to.deep.equal([['accepted', 3]]);
		});

		it('closeAndFlush() waits no longer than its timeout', async () => {
			const segment = aSegment();
			const { analytics, results } = await anAnalytics({ ports: { fetch: NEVER } });

			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush({ timeout: 50 });
			await until(() => segment.length > 0);

			expect([results.map(fateOf), segmentIdsOf(segment)]).to.deep.equal([['failed closed'], ['m1']]);
		});

		it('flush() delivers waiting events, and accepts later ones', async () => {
			aSegment();
			const openAI = anOpenAI();
			const { analytics } = await anAnalytics();

			analytics.track(anOrder('m1'));
			await analytics.flush();
			analytics.track(anOrder('m2'));
			await analytics.closeAndFlush();

			expect(idsOf(openAI)).to.deep.equal([['m1'], ['m2']]);
		});

		it('flush() ends while events keep coming', async () => {
			const segment = aSegment();
			anOpenAI();
			const { analytics } = await anAnalytics({ sdk: { flushAt: 1 } });
			const coming = setInterval(() => analytics.track(anOrder(`m${performance.now()}`)), 3);

			// Longer than a test may take: it has to end by itself.
			await analytics.flush({ timeout: 60_000 });

			clearInterval(coming);
			await analytics.closeAndFlush();
			expect(segment.length).to.be.greaterThan(0);
		});

		it('deregister() delivers waiting events; later ones reach Segment only', async () => {
			const segment = aSegment();
			const openAI = anOpenAI();
			const { analytics } = await anAnalytics();
			analytics.track(anOrder('m1'));
			await new Promise((resolve) => setTimeout(resolve, 20));

			await analytics.deregister('OpenAI Ads');
			analytics.track(anOrder('m2'));
			await analytics.closeAndFlush();

			expect([idsOf(openAI), segmentIdsOf(segment)]).to.deep.equal([[['m1']], ['m1', 'm2']]);
		});
	});

	describe('does not disturb Segment', () => {
		it('when OpenAI is down', async () => {
			const segment = aSegment();
			anOpenAI([{ status: 503 }]);
			const { analytics, results, errors } = await anAnalytics();
			const callbacks: unknown[] = [];

			analytics.track(anOrder('m1'), (error) => callbacks.push(error));
			await analytics.closeAndFlush();

			expect(segmentIdsOf(segment)).to.deep.equal(['m1']);
			expect([callbacks, errors]).to.deep.equal([[undefined], []]);
			expect(results.map(fateOf)).to.deep.equal(['failed retries_exhausted']);
		});

		it('when OpenAI never answers: callbacks come, and its last batch leaves at once when it closes', async () => {
			const segment = aSegment();
			const { analytics } = await anAnalytics({ ports: { fetch: NEVER } });
			const fullBatch = Array.from({ length: 15 }, (_, n) => n);
			await Promise.all(fullBatch.map((n) => new Promise((done) => analytics.track(anOrder(`m${n}`), done))));
			await new Promise((resolve) => setTimeout(resolve, 20)); // The SDK counts an event as finished after its callback.

			analytics.track(anOrder('last'));
			await analytics.closeAndFlush({ timeout: 50 });
			await until(() => segmentIdsOf(segment).length >= 16);

			expect(segmentIdsOf(segment)).to.have.lengthOf(16).and.to.include('last');
		});

		it('nor does Segment disturb OpenAI, when Segment is down', async () => {
			aSegment([{ status: 400 }]);
			const openAI = anOpenAI();
			const { analytics, errors } = await anAnalytics();

			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect([idsOf(openAI), errors.length]).to.deep.equal([[['m1']], 1]);
		});

		it('nor does Segment disturb OpenAI, when Segment does not answer within the timeout', async () => {
			aSegment([{ after: NEVER() }]);
			const openAI = anOpenAI();
			const { analytics, results } = await anAnalytics();

			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush({ timeout: 1000 });
			await until(() => results.length > 0);

			expect([idsOf(openAI), results.map(fateOf)]).to.deep.equal([[['m1']], ['accepted']]);
		});
	});

	describe('tells', () => {
		it('onError about discarded and failed events, onResult about all', async () => {
			aSegment();
			anOpenAI([{ status: 401 }]);
			const told: string[] = [];
			const lost: string[] = [];
			const options = {
				...CREDENTIALS,
				onResult: (result: Parameters<typeof fateOf>[0]) => void told.push(fateOf(result)),
				onError: (result: Parameters<typeof fateOf>[0]) => void lost.push(fateOf(result)),
			};
			const { analytics } = await anAnalytics({ options });

			analytics.track(anOrder('old', { timestamp: new Date('2020-01-01') }));
			analytics.track(anOrder('cart', { event: 'Cart Viewed' }));
			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect(told).to.deep.equal(['discarded expired', 'skipped event_not_mapped', 'failed unauthorized']);
			expect(lost).to.deep.equal(['discarded expired', 'failed unauthorized']);
		});

		it('onError about an order that lost its amount or its e-mail, but not about what servers never have', async () => {
			aSegment();
			anOpenAI();
			const lost: [string, string, string[] | undefined][] = [];
			const onError: OpenAIAdsPluginOptions['onError'] = ({ messageId, outcome, notes }) =>
				void lost.push([messageId, outcome, notes?.map(({ path }) => path)]);
			const { analytics, results } = await anAnalytics({ options: { ...CREDENTIALS, onError } });

			analytics.track(anOrder('whole'));
			analytics.track(anOrder('no-currency', { properties: { total: 129.99 } }));
			analytics.track(anOrder('no-email', { context: { traits: { email: 'foo' } } }));
			analytics.track(anOrder('quiz', { event: 'Quiz Ended', context: { traits: { email: 'foo' } } }));
			await analytics.closeAndFlush();

			expect(lost).to.have.deep.members([
				['no-currency', 'accepted', ['data.amount', 'action_source']],
				['no-email', 'accepted', ['user.email', 'action_source']],
			]);
			expect(results).to.have.length(4);
		});

		it('the onResult of ports too', async () => {
			aSegment();
			anOpenAI();
			const told: string[] = [];
			const { analytics, results } = await anAnalytics({
				ports: { onResult: ({ messageId }) => void told.push(messageId) },
			});

			analytics.track(anOrder('m1'));
			await analytics.closeAndFlush();

			expect([told, results.length]).to.deep.equal([['m1'], 1]);
		});

		const failures: readonly (readonly [claim: string, fails: () => never])[] = [
			[
				'throw',
				() => {
					throw new Error('broken');
				},
			],
			['reject', () => Promise.reject(new Error('broken')) as never],
		];
		for (const [claim, fails] of failures) {
			it(`both, even if they ${claim}, and the SDK does not notice`, async () => {
				const segment = aSegment();
				anOpenAI([{ status: 401 }]);
				let calls = 0;
				const fail = () => {
					calls++;
					return fails();
				};
				const { analytics, errors } = await anAnalytics({ options: { ...CREDENTIALS, onResult: fail, onError: fail } });

				analytics.track(anOrder('m1'));
				await analytics.closeAndFlush();

				expect([calls, errors, segmentIdsOf(segment)]).to.deep.equal([2, [], ['m1']]);
			});
		}
	});

	it('throws nothing into the SDK, whatever an event contains', async () => {
		const segment = aSegment();
		anOpenAI();
		const { analytics, results, errors } = await anAnalytics();
		const odd = [
			{ products: 'text' },
			{ __proto__: null },
			{ total: Number.NaN, products: [null, 5] },
			{ currency: '\ud800' },
		];

		for (const [n, properties] of odd.entries()) analytics.track(anOrder(`m${n}`, { properties }));
		await analytics.closeAndFlush();

		expect([results.length, segmentIdsOf(segment).length, errors]).to.deep.equal([odd.length, odd.length, []]);
	});
});
