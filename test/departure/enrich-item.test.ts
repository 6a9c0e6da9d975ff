import { expect } from 'chai';
import fc from 'fast-check';
import { ANONYMOUS_ID, EMAIL as EMAIL_KEY, EXTERNAL_ID, OPPREF } from '../../src/destination/attribution.js';
import { enrichItem } from '../../src/destination/departure/enrich-item.js';
import { compileMapping } from '../../src/destination/map/compile-mapping.js';
import { createIntake, parseSettings, type SettingsInput, withDefaultPorts } from '../../src/destination/pipeline.js';
import { NO_PROFILES } from '../../src/destination/profile/no-profiles.js';
import type { TaughtFacts } from '../../src/destination/profile/profile.js';
import { digestOf, mapped, NOW_MS, ONE_MINUTE_AGO, PAGE_URL } from '../builders.js';

const EMAIL = digestOf('jane@example.com');
const PHONE = digestOf('+14155552671');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const BOUGHT_MS = Date.parse(ONE_MINUTE_AGO);

const order = (fields: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId: 'm1',
	timestamp: ONE_MINUTE_AGO,
	userId: 'u1',
	context: { page: { url: PAGE_URL } },
	...fields,
});
const seen = <T>(value: T, seenAtMs = NOW_MS) => ({ value, seenAtMs });
const email = seen([EMAIL]);

/** The item of an event whose person was unknown when it came. */
async function itemOf(event: unknown, settings: SettingsInput = {}) {
	const ports = withDefaultPorts({ nowMs: () => NOW_MS, profiles: NO_PROFILES });
	const [admission] = await createIntake(parseSettings(settings), ports)([event]);
	if (admission?.item === undefined) throw new Error(admission?.result?.detail);
	return admission.item;
}

async function enriched(profile: TaughtFacts, event: unknown = order(), settings: SettingsInput = {}) {
	const item = await itemOf(event, settings);
	const filled = enrichItem(item, profile, compileMapping(parseSettings(settings)), NOW_MS);
	return { item, filled, event: JSON.parse(filled.json) };
}

describe('enrichItem', () => {
	it('adds the match keys, the click, the reference and the opt-out that were learned since', async () => {
		const { event } = await enriched({
			email,
			phone: seen([PHONE]),
			oppref: seen('click'),
			obref: seen('reference'),
			opt_out: seen(true),
		});

		expect(event).to.include({ oppref: 'click', opt_out: true });
		expect(event.user).to.deep.include({ emails_sha256: [EMAIL], phone_numbers_sha256: [PHONE], obref: 'reference' });
	});

	it('keeps id, type, time and data, and recomputes size and match keys', async () => {
		const { item, filled, event } = await enriched({ oppref: seen('clíck') });
		const { oppref: _, ...rest } = event;

		expect(rest).to.deep.equal(JSON.parse(item.json));
		expect(filled.sizeBytes).to.equal(Buffer.byteLength(filled.json));
		expect([item.matchKeys, filled.matchKeys]).to.deep.equal([EXTERNAL_ID, OPPREF | EXTERNAL_ID]);
	});

	it('still knows that an external id was made of an anonymousId', async () => {
		const { filled } = await enriched({ email }, order({ userId: undefined, anonymousId: 'a1' }));

		expect(filled.matchKeys).to.equal(EMAIL_KEY | ANONYMOUS_ID);
	});

	it("never replaces the event's own value", async () => {
		const own = { traits: { email: 'own@example.com' }, providers: { openAI: { oppref: 'own' } } };
		const { item, filled } = await enriched(
			{ email, oppref: seen('other'), source_url: seen('https://shop.example/other') },
			order({ context: { page: { url: PAGE_URL }, ...own } }),
		);

		expect(filled).to.equal(item);
	});

	it('is the same item, not even parsed, if the profile knows nothing that it lacks', async () => {
		const item = await itemOf(order({ context: { page: { url: PAGE_URL }, traits: { email: 'jane@example.com' } } }));
		const broken = { ...item, json: item.json.replace(/}$/, '') };

		const filled = enrichItem(broken, { email, source_url: seen(PAGE_URL) }, compileMapping(parseSettings({})), NOW_MS);

		expect(filled).to.equal(broken);
	});

	it('does not take a key inside `data` for one that the event has', async () => {
		const properties = { products: [{ product_id: 's', variant_dict: { oppref: 'x', emails_sha256: 'y' } }] };
		const { event } = await enriched({ email, oppref: seen('click') }, order({ properties }));

		expect([event.oppref, event.user.emails_sha256]).to.deep.equal(['click', [EMAIL]]);
	});

	const clicks: readonly (readonly [claim: string, seenAtMs: number, isTaken: boolean])[] = [
		['5 minutes after its event', BOUGHT_MS + 5 * MINUTE_MS, true],
		['a moment later than that', BOUGHT_MS + 5 * MINUTE_MS + 1, false],
		['30 days before its event', BOUGHT_MS - 30 * DAY_MS, true],
		['a moment earlier than that', BOUGHT_MS - 30 * DAY_MS - 1, false],
	];
	for (const [claim, seenAtMs, isTaken] of clicks) {
		it(`${isTaken ? 'takes' : 'leaves'} a click that was seen ${claim}`, async () => {
			const { event } = await enriched({ oppref: seen('click', seenAtMs) });

			expect('oppref' in event).to.equal(isTaken);
		});
	}

	it('makes a `web` event out of one that was sent as `other` for want of a URL', async () => {
		const { event } = await enriched({ source_url: seen(PAGE_URL) }, order({ context: {} }));

		expect(event).to.include({ action_source: 'web', source_url: PAGE_URL });
	});

	it('gives no URL to an event that says by itself that it is `other`', async () => {
		const { item, filled } = await enriched(
			{ source_url: seen(PAGE_URL) },
			order({ context: {}, properties: { action_source: 'other' } }),
		);

		expect(filled).to.equal(item);
	});

	it('fills no field that is switched off', async () => {
		const fields = ['user.email', 'user.phone', 'user.first_name', 'user.last_name', 'oppref', 'user.obref'] as const;
		const off = Object.fromEntries([...fields, 'source_url', 'opt_out'].map((field) => [field, []]));
		const profile = { email, phone: email, first_name: email, last_name: email, source_url: seen(PAGE_URL) };
		const { item, filled } = await enriched(
			{ ...profile, oppref: seen('click'), obref: seen('reference'), opt_out: seen(true) },
			order({ context: {} }),
			{ fieldMapping: off },
		);

		expect(filled).to.equal(item);
	});

	it('takes the hashed keys away from a person who opted out since, with `stripUser`', async () => {
		const traits = { email: 'own@example.com', city: 'Berlin' };
		const { event } = await enriched({ email, opt_out: seen(true) }, order({ context: { traits } }), {
			optOut: { stripUser: true },
		});

		expect(event).to.include({ opt_out: true });
		expect(event.user).to.deep.equal({ cities: ['Berlin'] });
	});

	it('gives none back to one who had opted out before, even where `opt_out` itself is switched off', async () => {
		const settings = { optOut: { stripUser: true }, fieldMapping: { opt_out: [] } };
		const { item, filled } = await enriched({ email }, order({ context: { privacy: { gpc: true } } }), settings);

		expect(filled).to.equal(item);
	});

	it('takes the opt-out alone from a profile that holds what can not be sent', async () => {
		const { event } = await enriched({ email: seen(['not a digest']), opt_out: seen(true) });

		expect(event.opt_out).to.equal(true);
		expect(event.user).not.to.have.property('emails_sha256');
	});

	it('adds nothing that would mix both generations of user fields after a change of `apiVersion`', async () => {
		const item = await itemOf(order(), { apiVersion: '2026-06' });

		const filled = enrichItem(item, { email, phone: seen([PHONE]) }, compileMapping(parseSettings({})), NOW_MS);

		expect(filled).to.equal(item);
	});

	it('leaves an event as it is that would become larger than 1 MB', async () => {
		const item = await itemOf(order());
		const json = item.json.replace('"data":{', `"data":{"plan":"${'x'.repeat(1_000_000 - item.sizeBytes - 20)}",`);
		const large = { ...item, json, sizeBytes: json.length };

		expect(enrichItem(large, { email }, compileMapping(parseSettings({})), NOW_MS)).to.equal(large);
	});

	const digests = fc.uniqueArray(fc.constantFrom(EMAIL, PHONE, digestOf('a'), digestOf('b')), {
		minLength: 1,
		maxLength: 3,
	});
	const aTime = fc.integer({ min: NOW_MS - 31 * DAY_MS, max: NOW_MS });
	const remembered = <T>(value: fc.Arbitrary<T>) => fc.record({ value, seenAtMs: aTime });
	const profiles = fc.record(
		{
			email: remembered(digests),
			phone: remembered(digests),
			first_name: remembered(digests),
			last_name: remembered(digests),
			oppref: remembered(fc.string({ minLength: 1 }).filter((text) => /\S/.test(text))),
			obref: remembered(fc.constantFrom('r1', 'r"2"', 'oppref')),
			source_url: remembered(fc.constant('https://shop.example/last')),
			opt_out: remembered(fc.constant(true)),
		},
		{ requiredKeys: [] },
	);
	const traits = fc.record(
		{
			email: fc.constant('own@example.com'),
			phone: fc.constant('+4930123456'),
			firstName: fc.constant('"user":'),
			city: fc.constant(',"data":'),
			country: fc.constant('DE'),
		},
		{ requiredKeys: [] },
	);
	const contexts = fc.record(
		{
			traits,
			page: fc.constant({ url: PAGE_URL }),
			ip: fc.constant('203.0.113.7'),
			userAgent: fc.constantFrom('Mozilla "opt_out":true', 'x","data":'),
			providers: fc.constant({ openAI: { oppref: 'own' } }),
			privacy: fc.constant({ gpc: true }),
			device: fc.constant({ type: 'android', advertisingId: '38400000-8cf0-11bd-b23e-10b96e40000d' }),
		},
		{ requiredKeys: [] },
	);
	const events = fc.record({ context: contexts, messageId: fc.constantFrom('m1', ',"data":', '"oppref":') }).map(order);
	const settings: fc.Arbitrary<SettingsInput> = fc.record(
		{
			apiVersion: fc.constantFrom('2026-06' as const, '2026-09' as const),
			optOut: fc.record({ stripUser: fc.boolean() }),
			fieldMapping: fc.record(
				{
					'user.email': fc.constant([]),
					oppref: fc.constant([]),
					opt_out: fc.constant([]),
					source_url: fc.constant([]),
				},
				{ requiredKeys: [] },
			),
			defaultActionSource: fc.constantFrom('web' as const, 'other' as const, 'physical_store' as const),
		},
		{ requiredKeys: [] },
	);

	it('makes byte for byte the event that knew the profile when it came', async () => {
		await fc.assert(
			fc.asyncProperty(profiles, events, settings, async (profile, event, input) => {
				const { filled } = await enriched(profile, event, input);

				expect(filled.json).to.equal(JSON.stringify(mapped(event, input, { profile })));
			}),
			{ numRuns: 300 },
		);
	});

	it('gains nothing the second time', async () => {
		await fc.assert(
			fc.asyncProperty(profiles, events, settings, async (profile, event, input) => {
				const { filled } = await enriched(profile, event, input);

				expect(enrichItem(filled, profile, compileMapping(parseSettings(input)), NOW_MS).json).to.equal(filled.json);
			}),
			{ numRuns: 100 },
		);
	});
});
