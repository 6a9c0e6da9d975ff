import { expect } from 'chai';
import { aPost, aServer, basic, type Fields } from '../../http/a-server.js';

const SHOP = 'https://shop.example';

describe('browser calls', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1' };
	const browserSettings = { browserWriteKeys: ['browser-key'], corsOrigins: [SHOP] };
	const fromBrowser = (origin?: string) =>
		aPost('/v1/track', event, {
			headers: { authorization: basic('browser-key'), ...(origin === undefined ? {} : { origin }) },
		});
	const ipOf = (arrived: Fields | undefined) => (arrived?.['context'] as Fields | undefined)?.['ip'];

	it('get their address from the connection', async () => {
		const { app, events } = await aServer();
		const remoteAddress = '::ffff:203.0.113.9';

		await app.inject({ ...aPost('/v1/track', event, { headers: { origin: SHOP } }), remoteAddress });
		await app.inject({ ...aPost('/v1/track', { ...event, channel: 'web', context: { locale: 'de' } }), remoteAddress });

		expect(events.map(({ context }) => context)).to.deep.equal([
			{ ip: '203.0.113.9' },
			{ locale: 'de', ip: '203.0.113.9' },
		]);
	});

	it('are refused from other origins if no write key is configured', async () => {
		const { app } = await aServer({ writeKeys: [], corsOrigins: [SHOP] });
		const from = (origin: string) => app.inject(aPost('/v1/track', event, { headers: { origin } }));

		const statuses = [await from('https://evil.example'), await from(SHOP), await from('http://localhost:3000')];

		expect(statuses.map(({ statusCode }) => statusCode)).to.deep.equal([401, 200, 200]);
	});

	it('from pages of this machine may read their answer if no write key is configured', async () => {
		const { app } = await aServer({ writeKeys: [] });
		const withKeys = await aServer();
		const read = async (server: typeof app, origin: string) =>
			(await server.inject({ url: '/v1/projects/server-key/settings', headers: { origin } })).headers[
				'access-control-allow-origin'
			];

		expect(await read(app, 'http://localhost:8790')).to.equal('http://localhost:8790');
		expect(await read(app, 'https://evil.example')).to.equal(undefined);
		expect(await read(withKeys.app, 'http://localhost:8790')).to.equal(undefined);
	});

	it('keep an address that the page sent', async () => {
		const { app, events } = await aServer();

		await app.inject(aPost('/v1/track', { ...event, context: { ip: '198.51.100.1' } }, { headers: { origin: SHOP } }));

		expect(ipOf(events[0])).to.equal('198.51.100.1');
	});

	it('differ from calls of servers, which get no address', async () => {
		const { app, events } = await aServer();

		await app.inject(aPost('/v1/track', { ...event, channel: 'server' }));

		expect(events[0]).not.to.have.property('context');
	});

	it('get the forwarded address only behind a trusted proxy', async () => {
		const request = aPost('/v1/track', event, { headers: { origin: SHOP, 'x-forwarded-for': '203.0.113.9' } });
		const trusting = await aServer({ trustProxy: '127.0.0.1' });
		const wary = await aServer();

		await trusting.app.inject(request);
		await wary.app.inject(request);

		expect([ipOf(trusting.events[0]), ipOf(wary.events[0])]).to.deep.equal(['203.0.113.9', '127.0.0.1']);
	});

	it('are answered with their origin and credentials allowed if the origin is configured', async () => {
		const { app } = await aServer(browserSettings);

		const answer = await app.inject(fromBrowser(SHOP));

		expect(answer.headers).to.include({
			'access-control-allow-origin': SHOP,
			'access-control-allow-credentials': 'true',
		});
	});

	it('may send a preflight request with the headers of the RudderStack SDK', async () => {
		const { app } = await aServer(browserSettings);
		const headers = {
			origin: SHOP,
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'anonymousid,authorization,content-type',
		};

		const answer = await app.inject({ method: 'OPTIONS', url: '/v1/track', headers });

		expect(answer.statusCode).to.equal(204);
		expect(answer.headers).to.include({
			'access-control-allow-origin': SHOP,
			'access-control-allow-credentials': 'true',
			'access-control-allow-headers': 'anonymousid,authorization,content-type',
		});
	});

	it('from other pages are refused', async () => {
		const { app } = await aServer(browserSettings);
		const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };

		const answer = await app.inject({ method: 'OPTIONS', url: '/v1/track', headers });

		expect(answer.headers).not.to.have.property('access-control-allow-origin');
	});

	for (const origin of ['https://evil.example', 'null', undefined]) {
		it(`with a browser key are refused from ${origin ?? 'nowhere'}`, async () => {
			const { app, events } = await aServer(browserSettings);

			const answer = await app.inject(fromBrowser(origin));

			expect([answer.statusCode, answer.json().error.code]).to.deep.equal([401, 'origin_not_allowed']);
			expect(events).to.deep.equal([]);
		});
	}

	it('with a browser key may not send orders unless that is allowed', async () => {
		const usual = await aServer(browserSettings);
		const allowing = await aServer({ ...browserSettings, allowBrowserOrders: true });

		await usual.app.inject(fromBrowser(SHOP));
		await usual.app.inject(aPost('/v1/track', event));
		await allowing.app.inject(fromBrowser(SHOP));

		expect(usual.senders.map(({ allowsOrders }) => allowsOrders)).to.deep.equal([false, true]);
		expect(allowing.senders.map(({ allowsOrders }) => allowsOrders)).to.deep.equal([true]);
	});

	const pixels = ['default'];

	it('with a browser key may send orders if no server has a key', async () => {
		const { app, senders } = await aServer({ ...browserSettings, writeKeys: [] });

		await app.inject(fromBrowser(SHOP));

		expect(senders).to.deep.equal([{ pixels, tier: 'browser', allowsOrders: true, allowsErasure: false }]);
	});

	it('with a browser key are told apart from those of servers', async () => {
		const { app, senders } = await aServer(browserSettings);

		await app.inject(fromBrowser(SHOP));
		await app.inject(aPost('/v1/track', event));

		expect(senders).to.deep.equal([
			{ pixels, tier: 'browser', allowsOrders: false, allowsErasure: false },
			{ pixels, tier: 'server', allowsOrders: true, allowsErasure: true },
		]);
	});

	it('with a browser key are limited per address, unlike those of servers', async () => {
		const { app } = await aServer({ ...browserSettings, browserRequestsPerMinute: 2 });
		const from = (remoteAddress: string) => app.inject({ ...fromBrowser(SHOP), remoteAddress });

		const statuses = [];
		for (const address of ['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2']) {
			statuses.push((await from(address)).statusCode);
		}
		for (let i = 0; i < 4; i++) statuses.push((await app.inject(aPost('/v1/track', event))).statusCode);

		expect(statuses).to.deep.equal([200, 200, 429, 200, 200, 200, 200, 200]);
	});

	it('over the limit are told when to try again', async () => {
		const { app } = await aServer({ ...browserSettings, browserRequestsPerMinute: 1 });
		await app.inject(fromBrowser(SHOP));

		const answer = await app.inject(fromBrowser(SHOP));

		expect(answer.json().error.code).to.equal('rate_limited');
		expect(Number(answer.headers['retry-after'])).to.be.within(1, 60);
	});
});
