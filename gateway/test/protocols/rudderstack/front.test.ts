/** Front mode: calls for others, and only those, go to the upstream unchanged. */

import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { pino } from 'pino';
import { aServer, basic } from '../../http/a-server.js';
import { aFakeUpstream, type FakeUpstream } from './a-fake-upstream.js';
import {
	aJob,
	aTransformer,
	call,
	closeTransformers,
	isBroken,
	isPutOff,
	jobIds,
	rawCall,
	type TestTransformer,
} from './a-transformer.js';

describe('front mode', () => {
	let upstream: FakeUpstream;
	let gateway: TestTransformer;

	beforeEach(async () => {
		upstream = await aFakeUpstream();
		gateway = await aTransformer({ upstreamUrl: upstream.url });
	});
	afterEach(async () => {
		await closeTransformers();
		await upstream.close();
	});

	/** Header pairs without those of one connection. */
	const endToEnd = (rawHeaders: readonly string[]) => {
		const text: string[] = [];
		for (let at = 0; at < rawHeaders.length; at += 2) {
			const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
			if (!/^(host|connection|keep-alive|transfer-encoding)$/i.test(name)) text.push(`${name}: ${value}`);
		}
		return text;
	};

	/** Neither JSON nor UTF-8, and it only looks like gzip. */
	const ODD = Buffer.from([0x1f, 0x8b, 0, 0xff, 0xfe, 0x22, 0x0a, 0x80]);
	const ROUTER_CALL = Buffer.from('{ "input":[ {"message":{"a":1.0,"b":"\\u00e9"}} ], "destType" : "hs" }');

	for (const [name, path, body] of [
		['a processor call', '/v0/destinations/webhook?whIDResolve=false&b=%2F', Buffer.from('[ 1.0, "\\u00e9" ]')],
		['a proxy call', '/v1/destinations/hs/proxy', Buffer.from('{"version":"1"}')],
		['a router call', '/routerTransform', ROUTER_CALL],
		['a batch call', '/batch?x=1', ROUTER_CALL],
		['a gzip router call', '/routerTransform', gzipSync(ROUTER_CALL)],
		['a router call that is not JSON', '/routerTransform', Buffer.from('{"destType"')],
		['bytes of an unknown encoding', '/routerTransform', ODD],
		['a user transformation', '/customTransform', ODD],
		['an unknown path', '/a/%7Eb//c?d=e?f', ODD],
		[
			'a router call of an event that speaks of us',
			'/routerTransform',
			Buffer.from('{"input":[{"message":{"destType":"openai_ads_capi"}}],"destType":"hs"}'),
		],
		['a name that begins like ours', '/v0/destinations/openai_ads_capi_2', Buffer.from('[]')],
	] as const) {
		it(`forwards ${name} byte for byte, with the order and case of headers`, async () => {
			const headers = [
				'Content-Type',
				'application/json; charset=utf-8',
				'X-Feature-Gzip-Support',
				'?1',
				'x-odd-CASE',
				'a',
				'X-Odd-Case',
				'b',
				'Content-Length',
				String(body.length),
			];

			await rawCall(gateway.url + path, { headers, body });

			expect(upstream.requests).to.have.length(1);
			const [got] = upstream.requests;
			expect([got?.method, got?.url]).to.deep.equal(['POST', path]);
			expect(got?.body.equals(body)).to.equal(true);
			expect(got && endToEnd(got.rawHeaders)).to.deep.equal(endToEnd(headers));
		});
	}

	for (const status of [200, 204, 298, 304, 400, 404, 429, 500, 503]) {
		it(`returns a ${status} with its headers and bytes`, async () => {
			const body = status === 204 || status === 304 ? Buffer.alloc(0) : gzipSync('{"answer":1}');
			upstream.answer = (_request, response) => {
				response.sendDate = false;
				response.writeHead(status, 'Own Words', [
					'apiVersion',
					'2',
					'Set-Cookie',
					'a=1',
					'Set-Cookie',
					'b=2',
					'Content-Encoding',
					'gzip',
					'X-Rudder-Should-Retry',
					'true',
				]);
				response.end(body);
			};

			const answer = await rawCall(`${gateway.url}/v0/destinations/webhook`, { body: Buffer.from('[]') });

			expect([answer.status, answer.statusMessage]).to.deep.equal([status, 'Own Words']);
			expect(endToEnd(answer.rawHeaders)).to.deep.equal([
				'apiVersion: 2',
				'Set-Cookie: a=1',
				'Set-Cookie: b=2',
				'Content-Encoding: gzip',
				'X-Rudder-Should-Retry: true',
			]);
			expect(answer.body.equals(body)).to.equal(true);
		});
	}

	it('forwards GET, HEAD, DELETE and OPTIONS, and adds no body', async () => {
		upstream.answer = (_request, response) => response.writeHead(200, { 'content-length': 7 }).end('version');

		for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) {
			const answer = await rawCall(`${gateway.url}/version`, { method });
			expect(answer.body.toString()).to.equal(method === 'HEAD' ? '' : 'version');
		}

		expect(upstream.requests.map(({ method }) => method)).to.deep.equal(['GET', 'HEAD', 'DELETE', 'OPTIONS']);
		for (const { rawHeaders } of upstream.requests) {
			expect(rawHeaders.join(' ').toLowerCase()).not.to.include('transfer-encoding');
		}
	});

	it('drops headers of one connection, including those that Connection names, and sends its own Host', async () => {
		const headers = [
			'Connection',
			'close, X-Hop',
			'X-Hop',
			'1',
			'Keep-Alive',
			'timeout=1',
			'TE',
			'trailers',
			'X-Stays',
			'1',
		];

		await rawCall(`${gateway.url}/x`, { method: 'GET', headers });

		const [got] = upstream.requests;
		expect(got && endToEnd(got.rawHeaders)).to.deep.equal(['X-Stays: 1']);
		expect(got?.rawHeaders.slice(0, 2)).to.deep.equal(['Host', new URL(upstream.url).host]);
	});

	it('adds the base path of the upstream', async () => {
		const other = await aTransformer({ upstreamUrl: `${upstream.url}/base/path/` });

		await call(`${other.url}/v0/destinations/webhook?a=b`, []);

		expect(upstream.requests[0]?.url).to.equal('/base/path/v0/destinations/webhook?a=b');
	});

	it('forwards none of its own calls', async () => {
		const { url } = gateway;
		const router = await call(`${url}/routerTransform`, { input: [aJob(1)], destType: 'Openai_ads_CAPI' });
		const processor = await call(`${url}/v0/destinations/OpenAI_Ads_CAPI`, [aJob(1)]);
		const proxy = await call(`${url}/v1/destinations/openai_ads_capi/proxy`, {});
		const features = await fetch(`${url}/features`);

		expect(jobIds(router.json.output)).to.deep.equal([1]);
		expect([processor.json[0].statusCode, proxy.status, features.status]).to.deep.equal([200, 200, 200]);
		expect(upstream.requests.map((one) => one.url)).to.deep.equal(['/features']);
	});

	it('forwards a body of 40 MB without waiting for all of it', async () => {
		const chunk = Buffer.alloc(1024 * 1024, 'a');
		let received = 0;
		let hasBegun = () => {};
		const begun = new Promise<void>((resolve) => {
			hasBegun = resolve;
		});
		upstream.early = (incoming, response) => {
			incoming.on('data', (bytes: Buffer) => {
				received += bytes.length;
				hasBegun();
			});
			incoming.on('end', () => response.end(String(received)));
		};
		const sent = request(`${gateway.url}/v0/destinations/webhook`, { method: 'POST' });
		sent.write(chunk);
		await begun;
		for (let n = 1; n < 40; n++) if (!sent.write(chunk)) await once(sent, 'drain');
		sent.end();

		const [answer] = await once(sent, 'response');
		answer.resume();

		expect([answer.statusCode, received]).to.deep.equal([200, 40 * chunk.length]);
	});

	it('forwards router calls above the 20 MB of the event routes', async () => {
		const body = Buffer.from(JSON.stringify({ input: ['a'.repeat(30 * 1024 * 1024)], destType: 'hs' }));

		await call(`${gateway.url}/routerTransform`, body);

		expect(upstream.requests[0]?.body.equals(body)).to.equal(true);
	});

	it('streams an answer as it arrives', async () => {
		let finish = () => {};
		upstream.answer = (_request, response) => {
			response.write('first');
			finish = () => response.end('last');
		};
		const sent = request(`${gateway.url}/stream`).end();
		const [answer] = await once(sent, 'response');

		const [first] = await once(answer, 'data');
		finish();
		const [last] = await once(answer, 'data');

		expect([String(first), String(last)]).to.deep.equal(['first', 'last']);
	});

	it('ends the call to the upstream when its client goes away', async () => {
		const arrived = new Promise<void>((resolve) => {
			upstream.answer = () => resolve();
		});
		const sent = request(`${gateway.url}/slow`).on('error', () => {});
		sent.end();
		await arrived;

		sent.destroy();

		while (!upstream.requests[0]?.isCut) await new Promise(setImmediate);
		expect(upstream.requests[0]?.isCut).to.equal(true);
	});

	for (const [method, path] of [
		['PROPFIND', '/dav'],
		['GET', '/a%00b'],
	] as const) {
		it(`forwards ${method} ${path} as it is`, async () => {
			await rawCall(gateway.url + path, { method });

			expect(upstream.requests.map(({ method, url }) => [method, url])).to.deep.equal([[method, path]]);
		});
	}

	for (const [path, isEnded] of [
		['/v0/destinations/webhook', isPutOff],
		['/routerTransform', isBroken],
	] as const) {
		it(`turns ${path} away once it is stopping, and forwards nothing`, async () => {
			const { url } = await aTransformer({ upstreamUrl: upstream.url }, { isStopping: () => true });

			expect(await isEnded(`${url}${path}`)).to.equal(true);
			expect(upstream.requests).to.deep.equal([]);
		});
	}

	it('hands no credentials on for paths that rudder-server does not use, and all of them for its own', async () => {
		const headers = ['Authorization', basic('server-key'), 'Cookie', 'a=1', 'X-Signature', 'f0', 'X-Stays', '1'];

		await rawCall(`${gateway.url}/v1/trakc`, { headers });
		await rawCall(`${gateway.url}/v0/destinations/webhook`, { headers });

		const [stray, theirs] = upstream.requests.map(({ rawHeaders }) => rawHeaders.join(' '));
		expect(stray)
			.to.include('X-Stays')
			.and.not.match(/authorization|cookie|x-signature/i);
		expect(theirs).to.include('Authorization').and.include('Cookie');
	});

	it('refuses TRACE', async () => {
		const answer = await rawCall(`${gateway.url}/version`, { method: 'TRACE' });

		expect([answer.status, upstream.requests.length]).to.deep.equal([405, 0]);
	});

	it('takes nothing on the port of SDKs, and says where its calls belong', async () => {
		const lines: string[] = [];
		const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) });
		const { app } = await aServer({}, { findTransformerPort: () => 8790, log });

		const answers = [];
		for (const url of ['/routerTransform', '/v0/destinations/openai_ads_capi', '/v1/destinations/hs/proxy', '/batch'])
			answers.push(await app.inject({ method: 'POST', url, payload: '[]' }));
		answers.push(await app.inject({ url: '/features' }));

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([404, 404, 404, 404, 404]);
		for (const answer of answers) expect(answer.json().error.message).to.include('on port 8790');
		expect(lines.filter((line) => line.includes('point DEST_TRANSFORM_URL there'))).to.have.length(5);
	});

	it('leaves other unknown paths on the port of SDKs unread and unanswered but for 404', async () => {
		const { app } = await aServer({}, { findTransformerPort: () => 8790 });

		const answer = await app.inject({ method: 'POST', url: '/elsewhere?writeKey=server-key', payload: '{}' });

		expect([answer.statusCode, answer.body.includes('8790')]).to.deep.equal([404, false]);
	});

	it('refuses web pages for paths of the upstream too', async () => {
		const answer = await call(`${gateway.url}/customTransform`, [], { 'sec-fetch-site': 'same-site' });

		expect(answer.status).to.equal(403);
		expect(upstream.requests).to.deep.equal([]);
	});

	it('returns an early refusal while the body is still arriving', async () => {
		upstream.early = (_incoming, response) => {
			response.writeHead(413, { connection: 'close' }).end('too much');
		};
		const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
		socket.write('POST /big HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\nhalf');

		const [bytes] = await once(socket, 'data');
		socket.destroy();

		expect(String(bytes)).to.match(/^HTTP\/1\.1 413 /);
	});
});
