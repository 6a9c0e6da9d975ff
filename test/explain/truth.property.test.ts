import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import has from 'lodash/has.js';
import toPath from 'lodash/toPath.js';
import unset from 'lodash/unset.js';
import { explainEvent } from '../../src/destination/explain/explain-event.js';
import { isTrace, traceEvent } from '../../src/destination/explain/trace.js';
import { watchedMappingOf } from '../../src/destination/explain/watch-mapping.js';
import { mapEvent } from '../../src/destination/map/map-event.js';
import { sha256 } from '../../src/destination/primitives/sha256.js';
import type { Profile } from '../../src/destination/profile/profile.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { hostileEvent } from '../map/hostile-events.js';
import { runs } from '../runs.js';

const SDK_EVENTS: readonly object[] = (
	Object.values(JSON.parse(readFileSync(new URL('../data/sdk-payloads.json', import.meta.url), 'utf8'))) as {
		batch: object[];
	}[]
).flatMap(({ batch }) => batch);
const NOW_MS = Date.parse('2026-11-22T19:20:00Z');
const DIGEST = sha256('jane@example.com');

const SETTINGS: readonly SettingsInput[] = [
	{},
	{ apiVersion: '2026-06', externalIdFrom: ['anonymousId'], amountFrom: ['products'] },
	{
		unmappedEvents: 'custom',
		fieldMapping: { 'data.plan': 'properties.plan', 'data.first': ['properties.a', 'traits'] },
	},
	{ optOut: { path: 'properties.optOut', stripUser: true }, defaultCurrency: 'EUR' },
	{ sourceUrl: { keepQuery: ['q'], fallback: 'https://shop.example/' }, defaultCallingCode: '44' },
	{
		eventMapping: [
			{ from: 'page', to: 'order_created' },
			{ from: 'Order Completed', to: 'order_created', idFrom: ['properties.order_id', 'properties.id'] },
		],
	},
	{
		fieldMapping: {
			'user.email': ['context.traits.email', 'properties["the mail"]'],
			'data.contents[].id': ['a.b', 'sku'],
		},
	},
	{ clickParams: ['oppref', 'click_id'], personalData: 'send', requireIdentifier: ['page_viewed'] },
];

const PROFILE: Profile = {
	email: { value: [DIGEST], seenAtMs: NOW_MS - 1000 },
	oppref: { value: 'from-profile', seenAtMs: NOW_MS - 1000 },
	obref: { value: 'browser-1', seenAtMs: NOW_MS - 1000 },
	source_url: { value: 'https://shop.example/', seenAtMs: NOW_MS - 1000 },
};

const item = fc.record(
	{
		product_id: fc.constantFrom('p1', 2, 'bob@example.com', ''),
		sku: fc.constantFrom('s1', null),
		name: fc.constantFrom('Shirt', 'ann@example.com', 'x'),
		price: fc.constantFrom(5, '6.50', '$7', -1),
		quantity: fc.constantFrom(1, '2', 1.5, 'many'),
		currency: fc.constantFrom('EUR', 'usd', 'narf'),
		a: fc.constantFrom({ b: 'deep' }, 5),
	},
	{ requiredKeys: [] },
);
const items = fc.oneof(fc.array(fc.oneof(item, fc.constantFrom<unknown>(null, 5, {})), { maxLength: 5 }), item);
const order = fc.record(
	{
		type: fc.constantFrom('track', 'track', 'page', 'screen'),
		event: fc.constantFrom(
			'Order Completed',
			'Product Viewed',
			'Checkout Started',
			'Trial Started',
			'Quiz Ended',
			'Application Opened',
		),
		name: fc.constantFrom('Home', 'order completed'),
		messageId: fc.constantFrom('m1', 'bob@example.com'),
		userId: fc.constantFrom('u1', 'guest', 7),
		anonymousId: fc.constantFrom('a1', 'u1'),
		channel: fc.constantFrom('web', 'server'),
		request_ip: fc.constantFrom('9.9.9.9', '10.0.0.1'),
		timestamp: fc.constantFrom<unknown>('2026-11-22T19:19:00Z', 'garbage', 1_795_375_140),
		originalTimestamp: fc.constant('2026-11-22T19:19:30Z'),
		traits: fc.record(
			{
				emails: fc.constantFrom<unknown>(['a@b.co', 'A@b.co', 'c@d.co'], 'none'),
				city: fc.constantFrom('Oslo', 'Bergen'),
				mobile: fc.constant('1'),
			},
			{ requiredKeys: [] },
		),
		context: fc.record(
			{
				ip: fc.constantFrom('8.8.8.8', '127.0.0.1'),
				userAgent: fc.constantFrom('Mozilla/5.0 (iPhone)', 'okhttp/4', 'axios/1.7'),
				page: fc.record(
					{
						url: fc.constantFrom('https://shop.example/t?q=1&oppref=gAAA', 'https://shop.example/', 'nope'),
						search: fc.constantFrom('?oppref=gBBB', ''),
					},
					{ requiredKeys: [] },
				),
				privacy: fc.record({ gpc: fc.constantFrom(true, false) }),
				device: fc.record(
					{
						adTrackingEnabled: fc.constantFrom(true, false),
						type: fc.constant('android'),
						advertisingId: fc.constant('38400000-8cf0-11bd-b23e-10b96e40000d'),
					},
					{ requiredKeys: [] },
				),
				providers: fc.record({
					openAI: fc.record(
						{ oppref: fc.constantFrom('gCCC', 5), obref: fc.constantFrom('b2', '') },
						{ requiredKeys: [] },
					),
				}),
				traits: fc.record(
					{
						email: fc.constantFrom('a@b.co', DIGEST, 'x'),
						phone: fc.constantFrom('+14155552671', '030 123'),
						firstName: fc.constantFrom('Ann', '!'),
						address: fc.record(
							{
								city: fc.constantFrom('Oslo', 'Rome'),
								country: fc.constantFrom('NO', 'Narnia'),
								postalCode: fc.constant('0150'),
							},
							{ requiredKeys: [] },
						),
					},
					{ requiredKeys: [] },
				),
			},
			{ requiredKeys: [] },
		),
		properties: fc.record(
			{
				order_id: fc.constantFrom('1001', ''),
				id: fc.constantFrom('o2', 'x'),
				total: fc.constantFrom<unknown>(12.5, '$9', '7.25'),
				revenue: fc.constantFrom(3, 'x'),
				value: fc.constant(4),
				currency: fc.constantFrom('USD', 'eur', 'xxx'),
				products: items,
				contents: items,
				product_id: fc.constant('flat'),
				price: fc.constantFrom(8, 'y'),
				title: fc.constantFrom('Home', 'ann@example.com'),
				email: fc.constant('g@h.co'),
				'the mail': fc.constant('t@m.co'),
				plan: fc.constantFrom<unknown>('gold', { a: 1 }),
				a: fc.constantFrom<unknown>({ b: 1 }, 'text'),
				optOut: fc.constantFrom(true, false),
				action_source: fc.constantFrom('web', 'nowhere', 'email'),
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: ['type', 'event', 'messageId'] },
);
const event = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...SDK_EVENTS) }, { weight: 9, arbitrary: order });
const settings = fc.constantFrom(...SETTINGS);
const profile = fc.constantFrom<Profile | undefined>(undefined, {}, PROFILE);

const ELSEWHERE = /^(?:profile|assumed|settings\..*)$/;

describe('An explanation', () => {
	it('is of the very event that is sent', () => {
		fc.assert(
			fc.property(event, settings, profile, (input, chosen, known) => {
				const mapped = mapEvent(input, chosen, NOW_MS, { profile: known });
				const traced = traceEvent(input, watchedMappingOf(chosen), { nowMs: NOW_MS, profile: known, sha256 });

				const ending = isTrace(traced) ? traced.ending : traced;
				expect(JSON.stringify(mapped.ok ? undefined : mapped)).to.equal(
					JSON.stringify(ending && { ok: false, ...ending }),
				);
				if (mapped.ok && isTrace(traced)) {
					expect(JSON.stringify(traced.draft)).to.equal(JSON.stringify(mapped.event));
					expect(traced.notes).to.deep.equal(mapped.notes);
				}
			}),
			{ numRuns: runs(3000) },
		);
	});

	it('names paths that exist, and without which the field is another or comes from elsewhere', () => {
		let looked = 0;
		fc.assert(
			fc.property(event, settings, profile, (input, chosen, known) => {
				const { fields } = explainEvent(input, chosen, NOW_MS, { profile: known });
				for (const { path, from } of fields) {
					if (ELSEWHERE.test(from)) continue;
					looked++;
					expect(has(input, toPath(from)), `${path} from ${from}`).to.equal(true);
					const without = structuredClone(input);
					unset(without, toPath(from));
					expect(toField(without, chosen, known, path), `${path} from ${from}`).to.not.equal(
						toField(input, chosen, known, path),
					);
				}
			}),
			{ numRuns: runs(700) },
		);
		expect(looked).to.be.greaterThan(runs(700));
	}).timeout(120_000);

	it('never throws, whatever comes in', () => {
		fc.assert(
			fc.property(hostileEvent, settings, (input, chosen) => {
				expect(explainEvent(input, chosen, NOW_MS).outcome).to.be.oneOf(['accepted', 'skipped', 'discarded']);
			}),
			{ numRuns: runs(1000) },
		);
	}).timeout(120_000);
});

/** Unmasked value and origin of a field. */
function toField(input: unknown, chosen: SettingsInput, known: Profile | undefined, path: string): string {
	const explained = explainEvent(input, chosen, NOW_MS, { profile: known }).fields.find((field) => field.path === path);
	const mapped = mapEvent(input, chosen, NOW_MS, { profile: known });
	const value = mapped.ok
		? toPath(path).reduce<unknown>((node, key) => (node as never)?.[key], mapped.event)
		: undefined;
	return JSON.stringify([explained?.from, value]);
}
