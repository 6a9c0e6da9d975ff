import { expect } from 'chai';
import { explainEvent, type SettingsInput } from 'openai-ads-destination';
import { createIntake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { MAX_SHORT } from '../../src/stories/short-form.js';
import type { StoryState } from '../../src/stories/story.js';
import { StoryBook } from '../../src/stories/story-book.js';
import { type Summary, toSummary } from '../../src/stories/summary.js';
import { writeAdmitted } from '../../src/stories/write-admitted.js';
import { NOW } from '../a-batch-item.js';

const SETTINGS: SettingsInput = { apiKey: 'key-1', pixelId: 'p1' };
const SENDER = { tier: 'server' } as const;
const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

const anOrder = (fields: object = {}, properties: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId: 'm1',
	userId: 'u1',
	timestamp: new Date(NOW).toISOString(),
	properties: { total: 129.99, currency: 'USD', ...properties },
	...fields,
});

/** The summary of the last of these events, through the real mapper; what is kept ends as `state` says. */
async function summarise(
	events: readonly object[],
	{ settings = {}, state = {}, isExplained = true }: Options = {},
): Promise<Summary> {
	const own = { ...SETTINGS, ...settings };
	const book = new StoryBook({ startMs: NOW });
	const intake = createIntake(parseSettings(own), withDefaultPorts({ nowMs: () => NOW }));
	const pixel = { name: 'shop', pixelId: 'p1', settings: own };
	let summary: Summary | undefined;
	for (const event of events) {
		const [admission] = await intake([event]);
		if (admission === undefined) throw new Error('expected an admission');
		const story = writeAdmitted(book, pixel, { event, admission, ending: undefined, isKnown: false }, SENDER, NOW);
		const profile = admission.profile ?? {};
		if (isExplained) book.explain(story, explainEvent(event, own, NOW, { profile }));
		if (admission.item !== undefined) book.change(story, { outcome: 'accepted', ...state });
		summary = toSummary(story);
	}
	if (summary === undefined) throw new Error('expected an event');
	return summary;
}

interface Options {
	readonly settings?: Partial<SettingsInput>;
	readonly state?: Partial<StoryState>;
	readonly isExplained?: boolean;
}

const click = { context: { providers: { openAI: { oppref: 'a-click' } } } };
const denied = (consent: object) => ({ context: { consent: { categoryPreferences: consent } } });
const retrying = (status: number | undefined, waitMs: number | undefined) =>
	({
		outcome: 'waiting',
		reason: 'retries_exhausted',
		detail: 'OpenAI did not take it.',
		steps: [{ atMs: NOW, what: 'retrying', status, untilMs: waitMs === undefined ? undefined : NOW + waitMs }],
	}) as const;
const refused = (reason: string, status: number | undefined) =>
	({
		outcome: 'discarded',
		reason,
		detail: 'Whatever the answer said.',
		steps: [{ atMs: NOW, what: 'set_aside', status }],
	}) as const;

const ROWS: readonly (readonly [
	short: string | undefined,
	what: string,
	events: readonly object[],
	options?: Options,
])[] = [
	[undefined, 'an order with a click', [anOrder(click)]],
	['no click seen', 'an order without one', [anOrder()]],
	['no currency', 'an amount without currency', [anOrder(click, { currency: undefined })]],
	['amount unreadable', 'an amount with a sign', [anOrder(click, { total: '$ 12' })]],
	[
		'e-mail unusable',
		'an e-mail that is none',
		[anOrder({ context: { ...click.context, traits: { email: 'jane' } } })],
	],
	['e-mail not read', 'an e-mail where nothing looks', [anOrder(click, { mail: 'jane@example.com' })]],
	['anonymousId only', 'an order of nobody', [anOrder({ userId: undefined, anonymousId: 'a1' })]],
	[
		'IP, agent only',
		'a page of nobody',
		[
			{
				type: 'page',
				messageId: 'm1',
				timestamp: new Date(NOW).toISOString(),
				context: { ip: '203.0.113.7', userAgent: CHROME, page: { url: 'https://shop.example/' } },
			},
		],
	],
	['checked only', 'what was only checked', [anOrder(click)], { state: { reason: 'validated' } }],
	['Order Completed?', 'a name that is nearly mapped', [anOrder({ event: 'Order Placed' })]],
	[undefined, 'a name that is not', [anOrder({ event: 'Wheel Spun' })]],
	[
		'Googlebot',
		'a crawler',
		[anOrder({ context: { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)', page: {} } })],
	],
	['C0004 is off', 'a category that is denied', [anOrder(denied({ C0004: false }))]],
	['no stamp', 'no stamp', [anOrder()], { settings: { consent: { requireCategories: ['ads'] } } }],
	[
		'in the browser',
		'a denial of the plugin',
		[anOrder({ context: { providers: { openAI: { consent: 'denied' } } } })],
	],
	['by its sender', 'an integration that is off', [anOrder({ integrations: { All: false } })]],
	['8.2 days old', 'an old event', [anOrder({ timestamp: new Date(NOW - 8.2 * 86_400_000).toISOString() })]],
	['60.0 minutes ahead', 'an event of the future', [anOrder({ timestamp: new Date(NOW + 3_600_000).toISOString() })]],
	['503, again in 4 s', 'a wait for OpenAI', [anOrder()], { state: retrying(503, 4000) }],
	['503, again in 99 s', 'a longer wait', [anOrder()], { state: retrying(503, 99_000) }],
	['503, in 12 min', 'a long wait', [anOrder()], { state: retrying(503, 720_000) }],
	['no answer, in 4 s', 'a wait without an answer', [anOrder()], { state: retrying(undefined, 4000) }],
	['401', 'a wait without an end', [anOrder()], { state: retrying(401, undefined) }],
	['OpenAI: 400', 'an event that OpenAI refused', [anOrder()], { state: refused('rejected', 400) }],
	['OpenAI: 401', 'a key that OpenAI refused', [anOrder()], { state: refused('unauthorized', 401) }],
	[undefined, 'an end without an answer', [anOrder()], { state: refused('retries_exhausted', undefined) }],
	[undefined, 'an end that no answer gave', [anOrder()], { state: refused('queue_full', 503) }],
	[
		'click, e-mail',
		'what identify taught, with the click of before',
		[
			{ type: 'page', messageId: 'm0', anonymousId: 'a1', timestamp: new Date(NOW - 1000).toISOString(), ...click },
			{
				type: 'identify',
				messageId: 'm1',
				userId: 'u1',
				anonymousId: 'a1',
				traits: { email: 'jane@example.com' },
				timestamp: new Date(NOW).toISOString(),
			},
		],
	],
];

describe('the short form of a summary', () => {
	for (const [short, what, events, options] of ROWS) {
		it(`of ${what} is ${short ?? 'empty'}`, async () => {
			const summary = await summarise(events, options);

			expect(summary.short).to.equal(short);
			expect((summary.short ?? '').length).to.be.at.most(MAX_SHORT);
		});
	}

	it('names the code of its reason', async () => {
		const orders = [
			anOrder(click, { currency: undefined }),
			anOrder(),
			anOrder({ userId: undefined, anonymousId: 'a1' }),
		];
		const codes = await Promise.all(orders.map(async (order) => (await summarise([order])).code));

		expect(codes).to.deep.equal(['no_amount', 'no_click_server', 'anonymous_only']);
	});

	it('says nearly the same of an event that was not explained', async () => {
		const orders = [
			anOrder(click, { currency: undefined }),
			anOrder(),
			anOrder({ userId: undefined, anonymousId: 'a1' }),
		];
		const shorts = await Promise.all(
			orders.map(async (order) => (await summarise([order], { isExplained: false })).short),
		);

		expect(shorts).to.deep.equal(['no amount', 'no click seen', 'anonymousId only']);
	});
});
