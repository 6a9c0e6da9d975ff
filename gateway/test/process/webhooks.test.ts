/** From the requests of routers, through the real gateway, to the requests that OpenAI would receive. */

import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const SECONDS_AGO = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('webhooks of a running gateway', () => {
	let sandbox: Sandbox;
	let gateway: GatewayProcess;

	before(async () => {
		sandbox = await createSandbox();
		const folder = temporaryFolder();
		const config = join(folder, 'config.json');
		writeFileSync(config, JSON.stringify({ gateway: { segmentBatches: true } }));
		gateway = await startGatewayProcess(['--port', '0', '--data', folder, '--config', config], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			...AT_ONCE,
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			OPENAI_ADS_SEGMENT_WEBHOOK_SECRET: 'segment-secret',
			OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET: 'bearer-secret',
		});
	});

	afterEach(() => sandbox.clear());

	after(async () => {
		await gateway.end('SIGTERM');
		await sandbox.close();
		removeTemporaryFolders();
	});

	const anOrder = (messageId: string, total = 129.99) => ({
		type: 'track',
		event: 'Order Completed',
		messageId,
		userId: 'u1',
		timestamp: SECONDS_AGO(60),
		receivedAt: SECONDS_AGO(59),
		sentAt: SECONDS_AGO(3600),
		context: { ip: '198.51.100.7', userAgent: 'Mozilla/5.0' },
		properties: { total, currency: 'USD' },
	});
	const post = (path: string, body: string, headers: Record<string, string>) =>
		fetch(gateway.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
	const postSegment = (first: object, body: string) => {
		const signature = createHmac('sha1', 'segment-secret').update(JSON.stringify(first)).digest('hex');
		return post('/webhook/segment', body, { 'x-signature': signature });
	};
	const postBearer = (body: object) =>
		post('/webhook/rudderstack', JSON.stringify(body), { authorization: 'Bearer bearer-secret' });
	/** Ids that were sent to OpenAI, which would itself drop duplicates. */
	const sentIds = () =>
		sandbox.requests().flatMap(({ body = '' }) => (JSON.parse(body).events as { id: string }[]).map(({ id }) => id));
	const delivered = async (count: number) => {
		await until(`${count} events are delivered`, () => sandbox.events().length >= count);
		return sandbox.events();
	};

	it('deliver a signed batch of Segment', async () => {
		const batch = [anOrder('segment-1'), anOrder('segment-2', 5)];

		const answer = await postSegment(batch[0] ?? {}, JSON.stringify(batch));

		expect([answer.status, await answer.json()]).to.deep.equal([
			200,
			{ success: true, accepted: 2, refused: [], refusedCount: 0 },
		]);
		const events = await delivered(2);
		expect(events.map(({ id, timestamp_ms }) => [id, timestamp_ms])).to.deep.equal(
			batch.map(({ messageId, timestamp }) => [messageId, Date.parse(timestamp)]),
		);
		expect(events[0]?.data).to.include({ amount: 12_999, currency: 'USD' });
	});

	it('take a signature again only with the body that it came with', async () => {
		const order = anOrder('signed-1');
		const single = JSON.stringify(order);
		const forged = JSON.stringify([order, anOrder('forged')]);

		const answers = [
			await postSegment(order, single),
			await postSegment(order, forged),
			await postSegment(order, single),
		];

		expect(answers.map(({ status }) => status)).to.deep.equal([200, 401, 200]);
		await postBearer(anOrder('signed-2'));
		await delivered(2);
		expect(sentIds()).to.deep.equal(['signed-1', 'signed-2']);
	});

	it('count a request once if it is sent three times, whether waiting or delivered', async () => {
		const order = anOrder('replay-1');
		const answers = [await postBearer(order), await postBearer(order)];
		await delivered(1);
		answers.push(await postBearer(order));
		await postBearer(anOrder('replay-2'));

		await delivered(2);

		expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
		expect(sentIds()).to.deep.equal(['replay-1', 'replay-2']);
	});

	it('count a request without messageId once if it is sent again', async () => {
		const { messageId: _, ...order } = anOrder('');
		await postBearer(order);
		await delivered(1);
		await postBearer(order);
		await postBearer(anOrder('after-it'));

		await delivered(2);

		expect(sentIds().map((id) => id.length)).to.deep.equal([64, 'after-it'.length]);
	});

	/**
	 * The request of Jitsu's webhook destination: the event as it is, headers from `key: value` split at colons.
	 *
	 * @source jitsucom/jitsu `types/protocols/analytics.d.ts` and `webhook-destination.ts` (read 2026-11-22)
	 */
	it('deliver events of Jitsu with all that it knows about the person and the click, and log none of it', async () => {
		const url = 'https://shop.example/thanks?oppref=click-1&utm_source=chatgpt';
		const event = {
			messageId: 'jitsu-1',
			type: 'track',
			event: 'Order Completed',
			timestamp: SECONDS_AGO(30),
			sentAt: SECONDS_AGO(29),
			receivedAt: SECONDS_AGO(28),
			requestIp: '198.51.100.7',
			writeKey: 'site-key:***',
			userId: 'u1',
			anonymousId: 'a1',
			groupId: null,
			properties: { revenue: '49.50', currency: 'EUR', products: [{ product_id: 'p1', price: 49.5, quantity: 1 }] },
			context: {
				ip: '198.51.100.7',
				userAgent: 'Mozilla/5.0',
				locale: 'de-DE',
				library: { name: '@jitsu/js', version: '1.9.0', env: 'browser' },
				page: { url, path: '/thanks', host: 'shop.example', search: new URL(url).search, title: 'Thanks' },
				traits: { email: 'jane@example.com' },
				campaign: { source: 'chatgpt' },
				clientIds: { fbp: 'fb.1.1', ga4: { clientId: '1.2' } },
				screen: { width: 1, height: 1, density: 2 },
				geo: { country: { code: 'DE', name: 'Germany', isEU: true }, city: { name: 'Berlin' } },
			},
		};
		const [name = '', value = ''] = 'Authorization: Bearer bearer-secret'.split(':');

		const answer = await post('/webhook/rudderstack', JSON.stringify(event), { [name]: value });

		expect(await answer.json()).to.deep.equal({ success: true, accepted: 1, refused: [], refusedCount: 0 });
		const [conversion] = await delivered(1);
		expect(conversion).to.deep.include({
			id: 'jitsu-1',
			type: 'order_created',
			timestamp_ms: Date.parse(event.timestamp),
			action_source: 'web',
			source_url: 'https://shop.example/thanks',
			oppref: 'click-1',
		});
		expect(JSON.stringify(conversion)).to.include(sha256('jane@example.com')).and.include('198.51.100.7');
		expect(conversion?.data).to.include({ amount: 4950, currency: 'EUR' });
		expect(gateway.stderr()).not.to.match(/bearer-secret|jane@example|click-1/);
	});
});

describe('openai-ads start for webhooks alone', () => {
	it('runs without write keys where others can reach it, refuses SDKs, and says so', async () => {
		const gateway = await startGatewayProcess(
			['--port', '0', '--host', '0.0.0.0', '--sandbox', '--data', temporaryFolder()],
			{
				OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET: 'bearer-secret',
			},
		);
		const url = gateway.url.replace('0.0.0.0', '127.0.0.1');
		const send = (path: string) =>
			fetch(url + path, { method: 'POST', body: '{}', headers: { authorization: 'Bearer bearer-secret' } });

		const statuses = [(await send('/v1/track')).status, (await send('/webhook/rudderstack')).status];
		await gateway.end('SIGTERM');
		removeTemporaryFolders();

		expect(statuses).to.deep.equal([401, 200]);
		expect(gateway.stderr()).to.include('SDKs are answered 401').and.not.include('accepted with any key');
		expect(gateway.stderr()).to.include('/_sandbox/events').and.not.include('/v1/track');
	});
});
