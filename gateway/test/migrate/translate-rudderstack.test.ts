import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { mapEvent } from 'openai-ads-destination';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { readUiSettings } from '../../../src/destination/routers/segment-function/settings.js';
import { showVerdicts } from '../../src/migrate/show-verdicts.js';
import { toTarget } from '../../src/migrate/to-target.js';
import { type Target, translateRudderStack } from '../../src/migrate/translate-rudderstack.js';
import { CONFIG } from './a-config.js';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

function translate(config: object = CONFIG, target: Target = 'gateway', withDefaults = false) {
	return translateRudderStack({ ...config }, { target, withDefaults });
}

/** Compares with a file; `UPDATE_GOLDEN=1` writes it. */
function expectGolden(name: string, text: string): void {
	const file = new URL(`golden/${name}`, import.meta.url);
	if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
	expect(text).to.equal(readFileSync(file, 'utf8'));
}

/** The conversion that an event becomes with the translated settings. */
function convert(event: object, config: object = CONFIG) {
	const { settings } = translate({ ...config, consentManagement: undefined });
	const base = {
		messageId: 'm-1',
		timestamp: '2026-11-22T11:59:00Z',
		userId: 'u-1',
		context: { page: { url: 'https://a.example/' } },
	};
	const mapped = mapEvent({ ...base, ...event }, settings, NOW_MS);
	return mapped.ok ? mapped.event : mapped.reason;
}

describe('translateRudderStack', () => {
	for (const target of ['gateway', 'rudderstack', 'segment'] as const) {
		it(`writes settings for ${target}`, () => {
			const { settings } = translate(CONFIG, target);

			expectGolden(`rudderstack-for-${target}.json.txt`, `${JSON.stringify(toTarget(settings, target), null, 2)}\n`);
		});
	}

	it('says of each key what becomes of it', () => {
		expectGolden('rudderstack-verdicts.txt', `${showVerdicts(translate().verdicts).join('\n')}\n`);
	});

	it('has a verdict for every key that is filled in, and none that shows the key', () => {
		const { settings, verdicts } = translate();

		const told = verdicts.map(({ what }) => what.replace(/^"|"$|\[\d+\]$/g, ''));
		const blank = ['whitelistedEvents'];
		expect(told).to.include.members(Object.keys(CONFIG).filter((key) => !blank.includes(key)));
		expect(JSON.stringify([settings, verdicts])).to.not.include('a-secret-key');
	});

	it('makes settings that gateway and form accept', () => {
		const form = toTarget(translate(CONFIG, 'segment').settings, 'segment');

		expect(() => parseSettings(translate().settings)).to.not.throw();
		expect(readUiSettings({ ...form, apiKey: 'k' })).to.not.have.property('problem');
	});

	it('makes the same settings for the form as for the gateway', () => {
		for (const config of [
			CONFIG,
			{ ...CONFIG, eventMapping: [{ from: 'Demo', to: 'custom', customEventName: 'demo' }] },
		]) {
			const form = toTarget(translate(config, 'segment').settings, 'segment');

			const read = readUiSettings({ ...form, apiKey: 'k' });

			expect(read).to.have.deep.property('settings', parseSettings({ apiKey: 'k', ...translate(config).settings }));
		}
	});

	it('makes settings of an empty Config, and of hostile ones', () => {
		for (const config of [
			{},
			{ eventMapping: 'x', consentManagement: [[[]]], defaultCurrency: {}, connectionMode: null, pixelId: 'px' },
			{ eventMapping: [null, 1, [], { from: {}, to: [] }], ['__proto__x']: 1, constructor: 2 },
			{ eventMapping: Array(100_000).fill({ from: 'a', to: 'order_created' }) },
			Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}\u001b[2J`, 1])),
		]) {
			const { settings, verdicts } = translate(config);

			expect(() => parseSettings(settings)).to.not.throw();
			expect(showVerdicts(verdicts).join('')).to.not.match(/\p{Cc}/u);
			expect(verdicts.length).to.be.lessThan(600);
		}
	});
});

describe('with the translated settings', () => {
	it('an order has the id that the other destination sends, and its amount', () => {
		const properties = { order_id: 'o-1', amount: '12.50', total: 99, products: [{ id: 'line-1', product_id: 'p-1' }] };

		const order = convert({ type: 'track', event: 'order paid', properties });

		expect(order).to.include({ id: 'o-1', type: 'order_created' });
		expect(order).to.have.nested.property('data.amount', 1250);
		expect(order).to.have.nested.property('data.currency', 'EUR');
		expect(order).to.have.nested.property('data.contents[0].id', 'line-1');
	});

	it('an order without the field has the messageId, as there', () => {
		expect(convert({ type: 'track', event: 'Order Paid', properties: {} })).to.include({ id: 'm-1' });
	});

	for (const [name, event, type] of [
		['a custom event whose name OpenAI refuses', { type: 'track', event: 'Plan Tried' }, 'custom'],
		[
			'a name that a row gives another type than the default table',
			{ type: 'track', event: 'Order Completed' },
			'checkout_started',
		],
		["one of OpenAI's own names", { type: 'track', event: 'lead_created' }, 'lead_created'],
		['a page', { type: 'page' }, 'page_viewed'],
		['a screen', { type: 'screen', name: 'Home' }, 'page_viewed'],
	] as const) {
		it(`${name} is sent`, () => {
			expect(convert({ properties: {}, ...event })).to.include({ type });
		});
	}

	for (const event of ['purchase', 'Completed Order', 'Product Viewed', 'Something']) {
		it(`${event} is not sent, as there`, () => {
			const config = { ...CONFIG, eventMapping: [] };

			expect(convert({ type: 'track', event, properties: {} }, config)).to.equal('event_not_mapped');
		});
	}

	it('the names of the default table are sent with --with-defaults', () => {
		const { settings } = translate({ pixelId: 'px' }, 'gateway', true);

		expect(settings['eventMapping']).to.deep.equal([{ from: 'screen', to: 'page_viewed' }]);
	});
});

describe('consent', () => {
	const withConsent = (consentManagement: unknown) => translate({ consentManagement }).settings['consent'];
	const group = (strategy: string, ...ids: string[]) => ({
		resolutionStrategy: strategy,
		consents: ids.map((consent) => ({ consent })),
	});

	it('requires every category of one provider', () => {
		expect(withConsent([group('and', 'a', 'b')])).to.deep.equal({ requireCategories: ['a', 'b'] });
	});

	it('is not guessed for the strategy `or` and for several providers', () => {
		expect(withConsent([group('or', 'a', 'b')])).to.equal(undefined);
		expect(withConsent([group('and', 'a'), group('and', 'b')])).to.equal(undefined);
	});

	it('stays at the destination behind RudderStack, whatever it says', () => {
		const consentManagement = [group('or', 'a', 'b')];

		const { settings } = translate({ consentManagement }, 'rudderstack');

		expect(settings).to.deep.include({ consentManagement }).and.not.have.property('consent');
	});
});
