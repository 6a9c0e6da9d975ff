/** RudderStack's SDK, old and new versions: every form of every call, and the context of others unchanged. */

import type { RudderAnalytics } from '@rudderstack/analytics-js';
import { expect } from 'chai';
import fc from 'fast-check';
import { openAIAdsForRudderStack } from '../../src/browser-plugin/index.js';
import { runs } from '../runs.js';
import { useBrowser } from './a-page.js';
import { aRudderAnalytics, aSnippet, type Call } from './a-rudderanalytics.js';
import { deepFreeze } from './an-event.js';

const LANDING = 'https://www.shop.test/?oppref=abc';
const DENIED = { providers: { openAI: { consent: 'denied' } } };
const CONTEXT = { providers: { openAI: { oppref: 'abc' } } };

describe('openAIAdsForRudderStack', () => {
	const browser = useBrowser();

	function called([method, ...args]: Call, options = {}): Call {
		browser().open(LANDING);
		const { sdk, calls } = aRudderAnalytics({ hasCustomContext: false });
		openAIAdsForRudderStack(sdk, options);
		sdk[method](...deepFreeze(args));
		return calls[0] as Call;
	}

	const back = () => {};
	const ours = { context: CONTEXT };
	const forms: [call: Call, expected: Call][] = [
		[['page'], ['page', undefined, undefined, undefined, ours]],
		[
			['page', back],
			['page', undefined, undefined, undefined, ours, back],
		],
		[
			['page', 'Home'],
			['page', 'Home', undefined, undefined, ours],
		],
		[
			['page', 'Home', back],
			['page', 'Home', undefined, undefined, ours, back],
		],
		[
			['page', 'Shop', 'Home', { a: 1 }, { b: 2 }, back],
			['page', 'Shop', 'Home', { a: 1 }, { b: 2, ...ours }, back],
		],
		[
			['page', 'Home', { a: 1 }, back],
			['page', 'Home', { a: 1 }, ours, back],
		],
		[
			['page', { a: 1 }, { b: 2 }],
			['page', { a: 1 }, { b: 2, ...ours }],
		],
		[
			['page', null, null, { a: 1 }],
			['page', null, null, { a: 1 }, ours],
		],
		[
			['track', 'Order Completed'],
			['track', 'Order Completed', undefined, ours],
		],
		[
			['track', 'Order Completed', back],
			['track', 'Order Completed', undefined, ours, back],
		],
		[
			['track', 'Order Completed', { a: 1 }, back],
			['track', 'Order Completed', { a: 1 }, ours, back],
		],
		[
			['track', 'Order Completed', { a: 1 }, null],
			['track', 'Order Completed', { a: 1 }, ours],
		],
		[
			['track', 'Order Completed', { a: 1 }, { context: { ip: '0.0.0.0' }, integrations: { All: false } }, back],
			[
				'track',
				'Order Completed',
				{ a: 1 },
				{ context: { ip: '0.0.0.0', ...CONTEXT }, integrations: { All: false } },
				back,
			],
		],
		[
			['identify', 'user-1'],
			['identify', 'user-1', undefined, ours],
		],
		[
			['identify', 'user-1', { a: 1 }, back],
			['identify', 'user-1', { a: 1 }, ours, back],
		],
		[
			['identify', { a: 1 }, { b: 2 }, back],
			['identify', { a: 1 }, { b: 2, ...ours }, back],
		],
		[
			['identify', null, { b: 2 }],
			['identify', null, { b: 2, ...ours }],
		],
		[
			['group', 'group-1', { a: 1 }],
			['group', 'group-1', { a: 1 }, ours],
		],
		[
			['group', { a: 1 }, back],
			['group', { a: 1 }, ours, back],
		],
		[
			['alias', 'new'],
			['alias', 'new', undefined, ours],
		],
		[
			['alias', 'new', 'old', { b: 2 }, back],
			['alias', 'new', 'old', { b: 2, ...ours }, back],
		],
		[
			['alias', 'new', { b: 2 }],
			['alias', 'new', { b: 2, ...ours }],
		],
		[
			['load', 'key', 'https://data.test'],
			['load', 'key', 'https://data.test', ours],
		],
		[
			['load', 'key', 'https://data.test', { logLevel: 'ERROR' }],
			['load', 'key', 'https://data.test', { logLevel: 'ERROR', ...ours }],
		],
		[
			['consent', { trackConsent: true }],
			['consent', { trackConsent: true }],
		],
		[
			['ready', back],
			['ready', back],
		],
	];
	for (const [call, expected] of forms) {
		it(`passes ${show(call)} on as ${show(expected)}`, () => {
			expect(called(call)).to.deep.equal(expected);
		});
	}

	it('alsoWrite writes properties of track and page, and integrations of all calls', () => {
		const options = { alsoWrite: ['properties.oppref', 'integrations.Acme.oppref'] };
		const integrations = { All: true, Acme: { oppref: 'abc' } };

		expect(called(['track', 'A', { a: 1 }], options)[2]).to.deep.equal({ a: 1, oppref: 'abc' });
		expect(called(['page', 'A'], options)[3]).to.deep.equal({ oppref: 'abc' });
		expect(called(['identify', 'A', { a: 1 }], options)).to.deep.equal([
			'identify',
			'A',
			{ a: 1 },
			{ ...ours, integrations },
		]);
		expect(called(['load', 'key', 'url', {}], options)[3]).to.deep.equal(ours);
	});

	it('sets the custom context where the SDK has one, and keeps the context of others', () => {
		browser().open(LANDING, { gpc: true });
		const { sdk, context } = aRudderAnalytics();
		sdk.setCustomContext({ providers: { acme: { id: 1 } }, plan: 'free' });

		openAIAdsForRudderStack(sdk);

		expect(context()).to.deep.equal({
			providers: { acme: { id: 1 }, openAI: { oppref: 'abc' } },
			plan: 'free',
			privacy: { gpc: true },
		});
	});

	it('updates the custom context when a newer click arrives', () => {
		browser().open(LANDING);
		const { sdk, context } = aRudderAnalytics();
		openAIAdsForRudderStack(sdk);
		browser().replaceState('https://www.shop.test/?oppref=newer');

		sdk.page();

		expect(context()).to.deep.equal({ providers: { openAI: { oppref: 'newer' } } });
	});

	it('leaves the denial alone of our values in the custom context on withdraw(), and stamps every call', () => {
		browser().open(LANDING);
		const { sdk, context, calls } = aRudderAnalytics();
		sdk.setCustomContext({ providers: { acme: { id: 1 } } });
		const controls = openAIAdsForRudderStack(sdk);

		controls.withdraw();
		sdk.track('A');

		expect(context()).to.deep.equal({ providers: { acme: { id: 1 }, ...DENIED.providers } });
		expect(calls).to.deep.equal([['track', 'A', undefined, { context: DENIED }]]);
	});

	it('sets the custom context on grant(), not before', () => {
		browser().open(LANDING);
		const { sdk, context, calls } = aRudderAnalytics();
		const controls = openAIAdsForRudderStack(sdk, { consent: 'required' });
		sdk.track('A', { a: 1 });
		expect(context()).to.deep.equal({});
		expect(calls).to.deep.equal([['track', 'A', { a: 1 }]]);

		controls.grant();

		expect(context()).to.deep.equal(CONTEXT);
	});

	it('obeys the consent that load() and consent() pass to the SDK', () => {
		browser().open(LANDING);
		const { sdk, context } = aRudderAnalytics();
		openAIAdsForRudderStack(sdk, { consent: { categories: ['Advertising'] } });
		expect(context()).to.deep.equal({});

		sdk.load('key', 'url', { consentManagement: { allowedConsentIds: ['Advertising'], deniedConsentIds: [] } });
		expect(context()).to.deep.equal(CONTEXT);
		sdk.consent({ consentManagement: { allowedConsentIds: [], deniedConsentIds: ['Advertising'] } });

		expect(context()).to.deep.equal(DENIED);
		expect(browser().cookiesNamed('_oaiads')).to.deep.equal([]);
	});

	it('returns the same controls when called again', () => {
		browser().open(LANDING);
		const { sdk } = aRudderAnalytics();
		const controls = openAIAdsForRudderStack(sdk);
		const { track } = sdk;

		expect(openAIAdsForRudderStack(sdk)).to.equal(controls);
		expect(sdk.track).to.equal(track);
	});

	it('covers calls that the snippet holds, later calls to the snippet, and the SDK that replaces it', () => {
		browser().open(LANDING);
		const list = aSnippet(['load', 'key', 'url'], ['track', 'A', { a: 1 }]);
		const controls = openAIAdsForRudderStack(list);
		list.page();
		expect([...list]).to.deep.equal([
			['load', 'key', 'url', ours],
			['track', 'A', { a: 1 }, ours],
			['page', undefined, undefined, undefined, ours],
		]);

		const { sdk, calls, context } = aRudderAnalytics();
		Object.assign(globalThis, { rudderanalytics: sdk });
		browser().dispatch('RSA_Initialised');
		sdk.track('B');
		controls.withdraw();
		Reflect.deleteProperty(globalThis, 'rudderanalytics');

		expect(calls).to.deep.equal([['track', 'B', undefined, ours]]);
		expect(context()).to.deep.equal(DENIED);
	});

	it('takes the denial out of the custom context and the calls on grant()', () => {
		browser().open(LANDING);
		const { sdk, context, calls } = aRudderAnalytics();
		const controls = openAIAdsForRudderStack(sdk, { consent: () => false });
		expect(context()).to.deep.equal(DENIED);

		controls.grant();
		sdk.track('A');

		expect(context()).to.deep.equal(CONTEXT);
		expect(calls).to.deep.equal([['track', 'A', undefined, ours]]);
	});

	for (const hasCustomContext of [true, false]) {
		it(`stamps a denial into every call of an SDK ${hasCustomContext ? 'with' : 'without'} a custom context`, () => {
			browser().open(LANDING);
			const { sdk, calls } = aRudderAnalytics({ hasCustomContext });
			openAIAdsForRudderStack(sdk).withdraw();

			sdk.page('Home', { a: 1 });
			sdk.track('A', { a: 1 }, { context: { providers: { openAI: { oppref: 'stale' }, acme: { id: 1 } } } });
			for (const method of ['identify', 'group', 'alias']) sdk[method]('an-id');

			expect(calls.map((call) => call.at(-1).context)).to.deep.equal([
				DENIED,
				{ providers: { ...DENIED.providers, acme: { id: 1 } } },
				DENIED,
				DENIED,
				DENIED,
			]);
		});
	}

	it('never throws, and passes every call on with its callback, whatever its arguments', () => {
		const method = fc.constantFrom('page', 'track', 'identify', 'group', 'alias', 'load', 'consent');
		const argument = fc.oneof(fc.anything(), fc.constant(back), fc.constant(null), fc.object());
		fc.assert(
			fc.property(method, fc.array(argument, { maxLength: 6 }), (name, args) => {
				const [arrived, ...rest] = called([name, ...args], { alsoWrite: ['properties.oppref'] });

				expect(arrived).to.equal(name);
				expect(rest.includes(back)).to.equal(args.includes(back));
			}),
			{ numRuns: runs(100) },
		);
	});

	for (const odd of [undefined, null, 1, 'rudderanalytics', [], [1, null], Object.freeze({ track: back })]) {
		it(`never throws when the SDK is ${JSON.stringify(odd) ?? 'undefined'}`, () => {
			browser().open(LANDING);

			const controls = openAIAdsForRudderStack(odd as object); // Not an SDK, on purpose.

			expect(controls).to.include.keys('grant', 'withdraw', 'decorate');
			controls.withdraw();
		});
	}

	it('accepts an instance of the real SDK', () => {
		const take: (sdk: RudderAnalytics) => unknown = openAIAdsForRudderStack;

		expect(take).to.be.a('function');
	});
});

function show(call: Call): string {
	return JSON.stringify(call, (_, value) => (typeof value === 'function' ? 'callback' : value));
}
