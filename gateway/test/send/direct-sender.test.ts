import { expect } from 'chai';
import * as fc from 'fast-check';
import { type AnalyticsEvent, createDestination } from 'openai-ads-destination';
import { type Profiles, parseSettings, type SettingsInput, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { runs } from '../../../test/runs.js';
import { createCompactProfiles } from '../../src/send/compact-profiles.js';
import { createDirectSender } from '../../src/send/direct-sender.js';

const NOW_MS = 1_800_000_000_000;
const KEYS = { apiKey: 'the-key', pixelId: 'the-pixel' };

type Event = Readonly<Record<string, unknown>>;
interface Sent {
	readonly events: readonly Event[];
	readonly validate_only?: boolean;
}

const anOrder = (messageId: string, fields: object = {}) => ({
	...{ type: 'track', event: 'Order Completed', messageId, timestamp: NOW_MS - 60_000 },
	properties: { total: 5, currency: 'USD' },
	...fields,
});
const crowd = (count: number, fields: object = {}) =>
	Array.from({ length: count }, (_, n) => anOrder(`m${n}`, { userId: `u${n}`, anonymousId: `a${n}`, ...fields }));

/** Ports that keep each request, and answer it when `answer` resolves. */
function somePorts(answer: () => Promise<void> = async () => {}) {
	const requests: Sent[] = [];
	const nowMs = () => NOW_MS;
	const fetch = async (_url: string, { body }: RequestInit) => {
		const request: Sent = JSON.parse(String(body));
		requests.push(request);
		await answer();
		return Response.json({ accepted_events: request.events.length });
	};
	return { requests, ports: withDefaultPorts({ nowMs, fetch, profiles: createCompactProfiles({ nowMs }) }) };
}

function aSender(settings: SettingsInput, { requests, ports } = somePorts()) {
	const sender = createDirectSender({ ...parseSettings(settings), ...KEYS }, ports);
	return { sender, requests };
}

const idsOf = (requests: readonly Sent[]) => requests.map(({ events }) => events.map(({ id }) => id).join(' '));

describe('createDirectSender', () => {
	it('fills requests in the order of the events, live ones and tests apart, and gives one result each in order', async () => {
		const { sender, requests } = aSender({
			flushAt: 2,
			maxInFlight: 1,
			testEvents: { path: 'properties.is_test', equals: true },
		});
		const test = anOrder('test', { properties: { is_test: true, total: 5, currency: 'USD' } });
		const [one, two, three] = crowd(3) as [AnalyticsEvent, AnalyticsEvent, AnalyticsEvent];

		const results = await sender.send([one, test, { type: 'group' }, two, three]);

		expect(idsOf(requests)).to.deep.equal(['m0 m1', 'test', 'm2']);
		expect(results.map(({ outcome, messageId }) => [outcome, messageId])).to.deep.equal([
			['accepted', 'm0'],
			['accepted', 'test'],
			['skipped', ''],
			['accepted', 'm1'],
			['accepted', 'm2'],
		]);
	});

	it('has as many requests under way at once as the settings say', async () => {
		const underWay = { now: 0, most: 0 };
		const counted = somePorts(async () => {
			underWay.most = Math.max(underWay.most, ++underWay.now);
			await new Promise((resolve) => setImmediate(resolve));
			underWay.now--;
		});
		const { sender, requests } = aSender({ flushAt: 10, maxInFlight: 3 }, counted);

		await sender.send(crowd(100));

		expect([requests.length, underWay.most]).to.deep.equal([10, 3]);
	});

	it('gives an order the e-mail of an identify call that comes after it', async () => {
		const { sender, requests } = aSender({ flushAt: 1000 });

		await sender.send([...crowd(200), { type: 'identify', userId: 'u7', traits: { email: 'jane@example.com' } }]);

		const filled = requests[0]?.events.filter(({ user }) => Object.hasOwn(user as object, 'emails_sha256'));
		expect(filled?.map(({ id }) => id)).to.deep.equal(['m7']);
	});

	it('asks once for people of whom no later event teaches anything', async () => {
		const { requests, ports } = somePorts();
		const asked: string[] = [];
		const get: Profiles['get'] = (keys) => {
			asked.push(...keys);
			return ports.profiles.get(keys);
		};
		const { sender } = aSender({}, { requests, ports: { ...ports, profiles: { ...ports.profiles, get } } });

		await sender.send(crowd(200));
		const once = asked.splice(0).length;
		await sender.send([...crowd(1), { type: 'identify', userId: 'u0', traits: { email: 'jane@example.com' } }]);

		expect([once, asked.length]).to.deep.equal([400, 4]);
	});

	it('sends no more once it is stopped: what is under way and what comes later is `failed: closed`', async () => {
		const { sender, requests } = aSender(
			{ flushAt: 10, maxInFlight: 1 },
			somePorts(() => new Promise(() => {})),
		);

		const sending = sender.send(crowd(20));
		while (requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
		sender.stop();
		const results = [...(await sending), ...(await sender.send(crowd(1)))];

		expect(requests).to.have.length(1);
		expect(results).to.have.length(21);
		for (const result of results) expect(result).to.include({ outcome: 'failed', reason: 'closed' });
	});

	it('sends what a destination would send, whoever the people are and whatever is learned when', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anEvent, { maxLength: 12 }), async (events) => {
				const numbered = events.map((event, index) => ({ ...event, messageId: `m${index}` }));
				const settings = { flushAt: 3, maxInFlight: 1, optOut: { stripUser: true } };
				const [theirs, ours] = [somePorts(), somePorts()];

				const expected = await createDestination({ ...settings, ...KEYS }, theirs.ports).sendBatch(numbered);
				const results = await aSender(settings, ours).sender.send(numbered);

				expect(ours.requests).to.deep.equal(theirs.requests);
				expect(results).to.deep.equal(expected);
			}),
			{ numRuns: runs(150), examples: [[TAUGHT_BY_A_DENIED_EVENT]] },
		);
	});
});

/** The third event denies the second, but forgets nothing of a2: the first gains the click of the second. */
const TAUGHT_BY_A_DENIED_EVENT: AnalyticsEvent[] = [
	{ ...anOrder(''), anonymousId: 'a2', context: { traits: { email: 'jane@example.com' }, privacy: { gpc: true } } },
	{ ...anOrder(''), userId: 'u1', anonymousId: 'a2', context: { providers: { openAI: { oppref: 'the-click' } } } },
	{ type: 'delete', userId: 'u1', anonymousId: 'a1' },
];

const person = {
	userId: fc.constantFrom('u1', 'u2', undefined),
	anonymousId: fc.constantFrom('a1', 'a2', undefined),
	timestamp: fc.constantFrom(NOW_MS - 3 * 3600_000, NOW_MS - 60_000, NOW_MS),
};
const context = fc.record({
	page: fc.constantFrom({ url: 'https://shop.example/a' }, undefined),
	traits: fc.constantFrom({ email: 'jane@example.com' }, { phone: '+14155550100' }, undefined),
	privacy: fc.constantFrom({ gpc: true }, undefined, undefined),
	providers: fc.constantFrom({ openAI: { oppref: 'the-click' } }, undefined, undefined),
});
/** Of few people, so that they meet. */
const anEvent: fc.Arbitrary<AnalyticsEvent> = fc.oneof(
	fc.record({
		...person,
		type: fc.constantFrom('track', 'track', 'page', 'identify'),
		event: fc.constant('Order Completed'),
		channel: fc.constantFrom('web', 'server'),
		context,
		traits: fc.constantFrom({ email: 'jane@example.com' }, undefined),
		properties: fc.constant({ total: 5, currency: 'USD' }),
	}),
	fc.record({ ...person, type: fc.constantFrom('delete', 'group') }),
);
