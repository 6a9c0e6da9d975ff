/** The plugin as Analytics.js sees it: it loads at once, changes only copies, and never throws. */

import { Context, type Plugin } from '@segment/analytics-next';
import { expect } from 'chai';
import fc from 'fast-check';
import { type BrowserOptions, openAIAds } from '../../src/browser-plugin/index.js';
import { runs } from '../runs.js';
import { type PageRules, useBrowser } from './a-page.js';
import { type AnEvent, anEvent, deepFreeze, run } from './an-event.js';

const METHODS = ['track', 'page', 'identify', 'screen', 'group', 'alias'] as const;
const LANDING = 'https://www.shop.test/?oppref=abc';

describe('openAIAds', () => {
	const browser = useBrowser();

	it('is an enrichment plugin for Analytics.js and loaded at once', async () => {
		browser().open(LANDING);

		const plugin: Plugin = openAIAds();

		expect(plugin).to.include({ name: 'openAIAds', type: 'enrichment' });
		expect(plugin.isLoaded()).to.equal(true);
		await plugin.load({} as Context, {} as never); // It reads one option of the instance.
	});

	it('reads cookies and localStorage at the first event, not before: the first access takes milliseconds', async () => {
		browser().open(LANDING, { cookies: 'throwing', storage: 'throwing' });
		const plugin = openAIAds();
		await plugin.load({}, {});
		browser().open(LANDING);
		await openAIAds().load({}, {});
		expect([browser().cookieReads, browser().written.length]).to.deep.equal([0, 0]);

		run(plugin);

		expect([browser().cookieReads, browser().written.length > 0]).to.deep.equal([2, true]);
	});

	it('stores the click when the visitor leaves before any event, with consent only', () => {
		browser().open(LANDING);
		openAIAds({ consent: 'required' });
		browser().dispatch('pagehide');
		expect(browser().written).to.deep.equal([]);
		openAIAds();

		browser().dispatch('pagehide');

		expect(browser().cookiesNamed('_oaiads')).to.have.length(1);
	});

	it('keeps the click where reading Global Privacy Control throws', () => {
		browser().open(LANDING);
		Object.defineProperty(navigator, 'globalPrivacyControl', {
			get: () => {
				throw new Error('Do not touch.');
			},
		});

		expect(run(openAIAds())['context'].providers.openAI.oppref).to.equal('abc');
	});

	it("enriches Analytics.js' own context", () => {
		browser().open(LANDING);
		const context = new Context({ type: 'track', event: 'Order Completed', context: { locale: 'de' } });

		openAIAds().track(context);

		expect(context.event.context).to.deep.equal({ locale: 'de', providers: { openAI: { oppref: 'abc' } } });
	});

	for (const method of METHODS) {
		it(`puts the reference into ${method} calls`, () => {
			browser().open(LANDING);

			const event = run(openAIAds(), anEvent(), method);

			expect(event).to.deep.equal(anEvent({ context: { providers: { openAI: { oppref: 'abc' } } } }));
		});
	}

	it("adds the pixel's obref, with or without a click", () => {
		browser().open('https://www.shop.test/');
		browser().addCookie('__obref=6f1c-41');

		expect(run(openAIAds())['context'].providers).to.deep.equal({ openAI: { obref: '6f1c-41' } });
	});

	it('keeps other providers, and references that the event already has', () => {
		browser().open(LANDING);
		browser().addCookie('__obref=mine');
		const providers = { acme: { id: 1 }, openAI: { oppref: 'theirs', other: 2 } };

		const event = run(openAIAds(), anEvent({ context: { providers } }));

		expect(event['context'].providers).to.deep.equal({
			acme: { id: 1 },
			openAI: { oppref: 'theirs', other: 2, obref: 'mine' },
		});
	});

	it('leaves an event alone when there is nothing to add', () => {
		browser().open('https://www.shop.test/');

		expect(run(openAIAds())).to.deep.equal(anEvent());
	});

	it("does not change the caller's objects, and changes nothing on a retry", () => {
		browser().open(LANDING, { gpc: true });
		const held = deepFreeze({
			context: { providers: { openAI: {} }, privacy: { gpc: false } },
			properties: { total: 1 },
			integrations: { Acme: { id: 1 } },
		});
		const plugin = openAIAds({ alsoWrite: ['properties.oppref', 'integrations.Acme.oppref', 'context.a.b.oppref'] });

		const once = structuredClone(run(plugin, anEvent({ ...held })));
		const twice = run(plugin, structuredClone(once));

		expect(once).to.deep.equal(
			anEvent({
				context: { providers: { openAI: { oppref: 'abc' } }, privacy: { gpc: true }, a: { b: { oppref: 'abc' } } },
				properties: { total: 1, oppref: 'abc' },
				integrations: { Acme: { id: 1, oppref: 'abc' } },
			}),
		);
		expect(twice).to.deep.equal(once);
	});

	it('reports Global Privacy Control, with or without consent', () => {
		browser().open(LANDING, { gpc: true });

		const event = run(openAIAds({ consent: 'required' }));

		expect(event['context']).to.deep.equal({ privacy: { gpc: true } });
	});

	const integrations: readonly [AnEvent, AnEvent][] = [
		[{}, { Acme: { oppref: 'abc' } }],
		[{ Acme: true }, { Acme: { oppref: 'abc' } }],
		[{ All: true }, { All: true, Acme: { oppref: 'abc' } }],
		[
			{ All: false, Acme: true },
			{ All: false, Acme: { oppref: 'abc' } },
		],
		[{ All: false }, { All: false }],
		[{ Acme: false }, { Acme: false }],
		[
			{ All: true, Acme: false },
			{ All: true, Acme: false },
		],
	];
	for (const [before, after] of integrations) {
		it(`alsoWrite makes ${JSON.stringify(after)} of the integrations ${JSON.stringify(before)}`, () => {
			browser().open(LANDING);

			const event = run(openAIAds({ alsoWrite: ['integrations.Acme.oppref'] }), anEvent({ integrations: before }));

			expect(event['integrations']).to.deep.equal(after);
		});
	}

	it('alsoWrite adds no properties to a call without them', () => {
		browser().open(LANDING);

		const event = run(openAIAds({ alsoWrite: ['properties.oppref'] }), { type: 'identify', context: {} }, 'identify');

		expect(event).to.not.have.property('properties');
	});

	it('never throws, whatever the events, the options and the page', () => {
		const odd = fc.constantFrom('biting', 'unprintable', 'thenable', 'throwing');
		const value = fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), odd);
		const event = fc.oneof(value, fc.record({ context: value, properties: value, integrations: value }));
		const options = fc.oneof(
			value,
			fc.record({ consent: value, alsoWrite: value, domains: value, lifetimeDays: value }),
		);
		const rules = fc.record({
			cookies: fc.constantFrom('on', 'blocked', 'throwing'),
			storage: fc.constantFrom('on', 'full', 'throwing'),
			gpc: fc.boolean(),
		}) as fc.Arbitrary<Required<PageRules>>; // The names of the rules.
		fc.assert(
			fc.property(event, options, rules, value, (someEvent, someOptions, rule, url) => {
				browser().open(LANDING, rule);
				const plugin = openAIAds(hostile(someOptions) as BrowserOptions); // Not options at all, on purpose.
				for (const method of METHODS) plugin[method]({ event: hostile(someEvent) as object });
				void plugin.load(hostile(someEvent), hostile(someOptions));
				plugin.grant();
				plugin.decorate(hostile(url) as string);
				plugin.withdraw();
			}),
			{ numRuns: runs(100) },
		);
	});
});

/** Replaces names of hostile values by the values. Only names until a page sees them, since fast-check reads what it makes. */
function hostile(value: unknown): unknown {
	if (value === 'biting') return bitingProxy();
	if (value === 'unprintable') return { toString: null, valueOf: null };
	// biome-ignore lint/suspicious/noThenProperty: tested here
	if (value === 'thenable') return () => ({ then: 1 });
	if (value === 'throwing') return bitingProxy;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hostile(inner)]));
}

/** An object that throws on every access. */
function bitingProxy(): object {
	const bite = () => {
		throw new Error('Do not touch.');
	};
	return new Proxy({}, { get: bite, has: bite, ownKeys: bite, set: bite });
}
