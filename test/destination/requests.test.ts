import { expect } from 'chai';
import nock from 'nock';
import { createDestination, type Destination, type SettingsInput } from '../../src/destination/index.js';
import { API_KEY, anOrder, ENDPOINT, quickPorts } from '../deliver/delivery-builders.js';
import { aDestination } from './a-destination.js';

const { origin } = new URL(ENDPOINT);

describe('createDestination, the requests it makes', () => {
	let bodies: string[];
	beforeEach(() => {
		nock.disableNetConnect();
		bodies = [];
	});
	afterEach(() => {
		nock.cleanAll();
		nock.enableNetConnect();
	});

	it('posts `{"events":[...],"integration_source":...}` with bearer and encoded pid', async () => {
		openAI({ authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }, { pid: 'pixel/1 é' });

		const result = await aDestinationOnTheNet({ pixelId: 'pixel/1 é' }).send(anOrder());

		expect(result.outcome).to.equal('accepted');
		expect(bodies).to.have.lengthOf(1);
		expect(bodies[0]).to.match(
			/^\{"events":\[\{"id":"order-1","type":"order_created",.*\}\],"integration_source":"openai-ads-destination"\}$/,
		);
	});

	it('names the integration in every request', async () => {
		openAI();
		const destination = aDestinationOnTheNet({ integrationSource: ' Acme-Shop ', flushAt: 1, validateOnly: true });

		await destination.sendBatch([anOrder({ messageId: 'a' }), anOrder({ messageId: 'b' })]);

		expect(bodies.map((body) => JSON.parse(body).integration_source)).to.deep.equal(['acme-shop', 'acme-shop']);
	});

	it('delivers a server order with no URL, no IP and only a userId', async () => {
		openAI();

		const result = await aDestinationOnTheNet().track(anOrder());

		const [event] = JSON.parse(bodies[0] ?? '').events;
		expect(result).to.include({ outcome: 'accepted', attribution: 'matchable' });
		expect(event).to.include({ type: 'order_created', action_source: 'other' });
		expect(event).not.to.have.any.keys('source_url', 'oppref');
		expect(Object.keys(event.user)).to.deep.equal(['external_ids_sha256']);
	});

	it("carries the browser's oppref into the server's order once the person was identified", async () => {
		openAI();
		const destination = aDestinationOnTheNet();
		const page = { url: 'https://shop.example/shoes?oppref=click%2B1', search: '?oppref=click%2B1' };
		await destination.page(anOrder({ messageId: 'p1', userId: undefined, anonymousId: 'a1', context: { page } }));
		await destination.identify(anOrder({ messageId: 'i1', anonymousId: 'a1', traits: { email: 'jane@example.com' } }));

		const result = await destination.track(anOrder());

		const [event] = JSON.parse(bodies.at(-1) ?? '').events;
		expect(result).to.include({ outcome: 'accepted', attribution: 'attributable' });
		expect(event).to.include({ id: 'order-1', oppref: 'click%2B1' });
		expect(event.user.emails_sha256).to.have.lengthOf(1);
	});

	it('carries it too when nobody awaited the calls before', async () => {
		openAI();
		const destination = aDestinationOnTheNet();
		const context = { providers: { openAI: { oppref: 'click' } } };

		void destination.page(anOrder({ messageId: 'p1', userId: undefined, anonymousId: 'a1', context }));
		void destination.identify(anOrder({ messageId: 'i1', anonymousId: 'a1' }));
		const result = await destination.track(anOrder());

		expect(result.attribution).to.equal('attributable');
	});

	function aDestinationOnTheNet(settings: SettingsInput = {}): Destination {
		return createDestination({ apiKey: API_KEY, pixelId: 'pixel', flushInterval: 0, ...settings }, quickPorts());
	}

	function openAI(reqheaders: Record<string, string> = {}, query: Record<string, string> | true = true): void {
		nock(origin, { reqheaders })
			.persist()
			.post('/v1/events', (body) => {
				bodies.push(JSON.stringify(body));
				return true;
			})
			.query(query)
			.reply(200, (_, body) => ({ accepted_events: (body as { events: unknown[] }).events.length }));
	}
});

describe('createDestination, validation only', () => {
	it('sends everything as validate-only and says so', async () => {
		const { destination, requests } = aDestination({ validateOnly: true });

		const result = await destination.send(anOrder());

		expect(requests[0]).to.have.property('validate_only', true);
		expect(result).to.include({ outcome: 'accepted', reason: 'validated' });
	});

	it('never puts test events and live ones into one request', async () => {
		const settings = { testEvents: { path: 'properties.test', equals: true }, flushAt: 10 };
		const { destination, requests } = aDestination(settings);
		const events = Array.from({ length: 30 }, (_, index) =>
			anOrder({ messageId: `${index % 3 === 0 ? 'test' : 'live'}${index}`, properties: { test: index % 3 === 0 } }),
		);

		const results = await destination.sendBatch(events);

		for (const { events: sent, validate_only } of requests) {
			const isTest = validate_only === true;
			expect(sent.every(({ id }) => id.startsWith(isTest ? 'test' : 'live'))).to.equal(true);
		}
		expect(requests.flatMap(({ events: sent }) => sent)).to.have.lengthOf(30);
		expect(results.map(({ reason }) => reason)).to.deep.equal(
			events.map((_, index) => (index % 3 === 0 ? 'validated' : undefined)),
		);
	});
});
