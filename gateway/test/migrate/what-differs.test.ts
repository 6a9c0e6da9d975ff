/** Every row of "What is different" in docs/migrate-rudderstack.md, with the settings that `migrate` writes. The events are ours. */

import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { mapEvent } from 'openai-ads-destination';
import { deliver, processRouterDest } from 'openai-ads-destination/rudderstack';
import { translateRudderStack } from '../../src/migrate/translate-rudderstack.js';

const PAGE = readFileSync(new URL('../../../docs/migrate-rudderstack.md', import.meta.url), 'utf8');
const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const sha = (text: string) => hash('sha256', text, 'hex');

/** Their names, and rows of ours for them. */
const THEIRS = {
	pixelId: 'px',
	eventMapping: [
		{ from: 'Order Paid', to: 'order_created', deduplicationKey: 'properties.order_id' },
		{ from: 'Quote', to: 'custom', customEventName: 'Quote Sent' },
		{ from: 'Tried', to: 'custom', customEventName: 'Trial Started' },
		{ from: 'Plan', to: 'trial_started' },
		{ from: 'page', to: 'lead_created' },
	],
};
const { settings: OURS } = translateRudderStack(THEIRS, { target: 'rudderstack', withDefaults: false });

const anEvent = (fields: object = {}) => ({
	type: 'track',
	event: 'Order Paid',
	messageId: 'm-1',
	timestamp: '2026-11-22T11:59:00Z',
	userId: 'User-1',
	context: { page: { url: 'https://shop.example/thanks?a=1#b' } },
	...fields,
});

// Conversion events are read like JSON in tests: by whatever path a claim is about.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

/** The conversion event, or why there is none. */
function convert(fields: object = {}): Json {
	const mapped = mapEvent(anEvent(fields), OURS, NOW_MS);
	return mapped.ok ? mapped.event : mapped.reason;
}
const withProperties = (properties: object) => convert({ properties });
const withTraits = (traits: object) => convert({ context: { traits } }).user;

async function statusesOf(answer: () => Response, timestamp_ms = NOW_MS, count = 1): Promise<number[]> {
	const events = Array.from({ length: count }, (_, n) => ({
		id: `e${n}`,
		type: 'lead_created',
		timestamp_ms,
		data: {},
	}));
	const request = { metadata: events.map((_, jobId) => ({ jobId })), body: { JSON: { events } } };
	const destinationConfig = { ...OURS, apiKey: 'k', pixelId: `px-${Math.random()}` };
	const { response } = await deliver(
		{ ...request, destinationConfig },
		{ fetch: async () => answer(), nowMs: () => NOW_MS },
	);
	return response.map(({ statusCode }) => statusCode);
}

/** By the beginning of the row; each fails if the row is no longer true. */
const CASES: Readonly<Record<string, () => unknown>> = {
	'only events with a row': () => {
		const sent = ['Order Paid', 'lead_created', 'Trial Started'];
		const names = [...sent, 'Order Completed', 'Signup', 'Completed Order', 'purchase', 'Anything'];
		expect(names.filter((event) => typeof convert({ event }) !== 'string')).to.deep.equal(sent);
	},
	'an event without a row': async () => {
		const job = {
			message: anEvent({ event: 'Anything' }),
			metadata: {},
			destination: { Config: { ...OURS, apiKey: 'k' } },
		};
		const [output] = await processRouterDest([job], { nowMs: () => NOW_MS });
		expect(output?.statusCode).to.equal(298);
	},
	'custom names may hold': () =>
		expect(
			[convert({ event: 'Quote' }), convert({ event: 'Tried' })].map((event) => event.custom_event_name),
		).to.deep.equal(['quote_sent', 'trial-started']),
	'a row for `page`': () => expect(convert({ type: 'page', event: undefined }).type).to.equal('page_viewed'),
	'a page named like': () => expect(convert({ type: 'page', name: 'lead_created' }).type).to.equal('page_viewed'),
	'`source_url` with': () => expect(convert().source_url).to.equal('https://shop.example/thanks'),
	'external ids in lower case': () => {
		const user = withTraits({ firstName: 'Jörg Ole' });
		expect(user.external_ids_sha256).to.deep.equal([sha('User-1')]);
		expect(user.first_names_sha256).to.deep.equal([sha('jörgole')]);
	},
	'an amount, quantity': () => {
		const { data, opt_out } = withProperties({
			amount: 'much',
			currency: 'EURO',
			optOut: 'maybe',
			products: [{ id: 'p', quantity: 'two' }],
		});
		expect([data.amount, data.currency, opt_out, data.contents]).to.deep.equal([
			...[undefined, undefined, undefined],
			[{ id: 'p', content_type: 'product' }],
		]);
	},
	'negative amounts': () => {
		const { data } = withProperties({ amount: -5, currency: 'EUR', products: [{ id: 'p', quantity: -2 }] });
		expect([data.amount, data.contents[0].quantity]).to.deep.equal([undefined, undefined]);
	},
	'all properties of custom': () => {
		const properties = { plan: 'pro', id: 'x' };
		expect(convert({ event: 'Quote', properties }).data).to.not.have.any.keys('plan', 'id', 'name');
		const settings = { ...OURS, fieldMapping: { ...(OURS['fieldMapping'] as object), 'data.plan': 'properties.plan' } };
		const mapped = mapEvent(anEvent({ event: 'Quote', properties }), settings, NOW_MS);
		expect(mapped).to.have.nested.property('event.data.plan', 'pro');
	},
	'`content_type` is': () => {
		const { data } = withProperties({
			amount: 5,
			currency: 'EUR',
			products: [{ id: 'p', price: 5, category: 'Cups' }],
		});
		expect(data.contents[0]).to.include({ content_type: 'product' }).and.not.have.property('currency');
	},
	'`plan_id` only': () => {
		const plans = [{ plan_id: 'p-1' }, { plan: 'p-1' }].map((properties) => convert({ event: 'Plan', properties }));
		expect(plans.map(({ data }) => data.plan_id)).to.deep.equal(['p-1', 'p-1']);
	},
	'a digest or a short phone': () => {
		const digest = sha('jane@shop.example');
		const user = withTraits({ email: digest, phone: '12345' });
		expect(user.emails_sha256).to.deep.equal([digest]);
		expect(user).to.not.have.property('phone_numbers_sha256');
	},
	'consent is left': () => {
		const consentManagement = [{ provider: 'oneTrust', consents: [{ consent: 'C0004' }] }];
		const { settings } = translateRudderStack(
			{ ...THEIRS, consentManagement },
			{ target: 'rudderstack', withDefaults: false },
		);
		expect(settings).to.deep.include({ consentManagement });
		expect(convert({ context: { consentManagement: { deniedConsentIds: ['C0004'] } } })).to.equal('consent_denied');
	},
	'one bad event of a batch': async () => {
		let requests = 0;
		const param = 'events[1].data';
		const answer = () =>
			requests++ === 0
				? Response.json({ error: { message: 'Bad.', param, code: 'invalid_event' } }, { status: 400 })
				: Response.json({});
		expect(await statusesOf(answer, NOW_MS, 3)).to.deep.equal([200, 400, 200]);
		expect(requests).to.equal(2);
		const unnamed = { error: { message: 'Bad.', param: 'events', code: 'invalid' } };
		expect(await statusesOf(() => Response.json(unnamed, { status: 422 }), NOW_MS, 2)).to.deep.equal([429, 429]);
		expect(await statusesOf(() => Response.json({}, { status: 401 }))).to.deep.equal([429]);
	},
	'while OpenAI fails': async () => {
		const failing = () => Response.json({}, { status: 500 });
		const never = () => {
			throw new Error('A request was made.');
		};
		expect(await statusesOf(failing)).to.deep.equal([429]);
		expect(await statusesOf(never, NOW_MS - 8 * 86_400_000)).to.deep.equal([400]);
	},
	'`connectionMode: device`': () => {
		const { verdicts } = translateRudderStack(
			{ connectionMode: { web: 'device' } },
			{ target: 'rudderstack', withDefaults: false },
		);
		expect(verdicts.find(({ what }) => what === 'connectionMode')?.fate).to.equal('not');
	},
};

describe('what docs/migrate-rudderstack.md says is different', () => {
	const [, section = ''] = PAGE.split('## What is different');
	const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)]
		.map(([, there = '']) => there)
		.filter((there) => !/^(There|---)$/.test(there));

	it('has a case for each row', () => {
		const without = rows.filter((row) => !Object.keys(CASES).some((beginning) => row.startsWith(beginning)));

		expect([without, rows.length]).to.deep.equal([[], Object.keys(CASES).length]);
	});

	for (const [beginning, check] of Object.entries(CASES)) {
		it(`${beginning} …`, () => check() as Promise<void>);
	}
});
