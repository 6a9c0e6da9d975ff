import { expect } from 'chai';
import { pino } from 'pino';
import { type AdminRules, createAdminApp } from '../../src/inspector/admin-app.js';
import { anOperator } from '../operate/an-operator.js';
import { aStart, WAITING } from '../stories/a-story.js';
import { anInspector } from './an-inspector.js';

const HOST = { host: '127.0.0.1:8789' };
const POST = { ...HOST, 'content-type': 'application/json', 'x-openai-ads-admin': '1' };

describe('the stories on the admin listener', () => {
	function anApp(rules: Partial<AdminRules> = {}) {
		const inspector = anInspector();
		const { operator } = anOperator();
		const metrics = { contentType: 'text/plain', text: async () => '' };
		const ports = { operator, metrics, ...inspector, log: pino({ enabled: false }), monotonicMs: () => 0 };
		const app = createAdminApp({ port: 8789, hosts: [], token: undefined, allowsActions: true, ...rules }, ports);
		const get = async (url: string, headers: Record<string, string> = HOST) => {
			const { statusCode, body } = await app.inject({ url, headers });
			return { status: statusCode, body, json: () => JSON.parse(body) };
		};
		return { ...inspector, app, get };
	}

	it('are listed newest first, page by page', async () => {
		const { get, stories } = anApp();
		for (const id of ['1', '2', '3']) stories.book.begin(aStart({ id }), WAITING);

		const first = (await get('/api/events?limit=2')).json();
		const second = (await get(`/api/events?limit=2&before=${first.older}`)).json();

		expect(first.events.map(({ id }: { id: string }) => id)).to.deep.equal(['3', '2']);
		expect(second.events.map(({ id }: { id: string }) => id)).to.deep.equal(['1']);
		expect(second).not.to.have.property('older');
	});

	it('are filtered by each filter, several values of one, and q', async () => {
		const { get, stories } = anApp();
		stories.book.begin(aStart({ id: 'a', name: 'Order Completed' }), {
			...WAITING,
			outcome: 'accepted',
			verdict: 'weak',
		});
		stories.book.begin(aStart({ id: 'b', name: 'page', type: 'page_viewed', source: 'web' }), {
			...WAITING,
			reason: 'bot',
			outcome: 'skipped',
		});
		const ids = async (query: string) =>
			(await get(`/api/events?${query}`)).json().events.map(({ id }: { id: string }) => id);

		expect(await ids('type=page_viewed')).to.deep.equal(['b']);
		expect(await ids('outcome=accepted&outcome=skipped')).to.deep.equal(['b', 'a']);
		expect(await ids('outcome=accepted&reason=bot')).to.deep.equal([]);
		expect(await ids('verdict=weak')).to.deep.equal(['a']);
		expect(await ids('source=web')).to.deep.equal(['b']);
		expect(await ids('pixel=p1')).to.deep.equal(['b', 'a']);
		expect(await ids('q=ORDER')).to.deep.equal(['a']);
		expect(await ids('q=b')).to.deep.equal(['b']);
	});

	for (const query of [
		'limit=0',
		'limit=101',
		'limit=1e1',
		'before=abc',
		'before=99999999999999999999',
		`q=${'x'.repeat(101)}`,
		'name=',
		`name=${'x'.repeat(201)}`,
		'unknown=1',
		Array.from({ length: 21 }, () => 'type=a').join('&'),
		'q=a&q=b',
	]) {
		it(`refuse ${query.slice(0, 30)} without repeating it`, async () => {
			const { status, body } = await anApp().get(`/api/events?${query}`);

			expect(status).to.equal(400);
			expect(body).not.to.contain('xxx');
		});
	}

	it('are found by key, id, message id and request id; others of the id are named', async () => {
		const { get, stories } = anApp();
		const older = stories.book.begin(aStart({ id: '1001' }), WAITING);
		const steps = [{ atMs: 1, what: 'accepted', requestId: 'req_1', status: 200 } as const];
		const newer = stories.book.begin(aStart({ id: '1001', messageId: 'm2' }), { ...WAITING, steps });
		const keyOf = async (name: string) => (await get(`/api/events/${name}`)).json().key;

		expect(await keyOf(String(older.seq))).to.equal(String(older.seq));
		expect(await keyOf('m2')).to.equal(String(newer.seq));
		expect(await keyOf('req_1')).to.equal(String(newer.seq));
		expect((await get('/api/events/1001')).json()).to.deep.include({
			key: String(newer.seq),
			others: [String(older.seq)],
		});
		expect((await get('/api/events/1001')).json().steps).to.deep.equal([
			{ at: '1970-01-01T00:00:00.001Z', what: 'accepted', requestId: 'req_1', status: 200 },
		]);
		expect((await get('/api/events/9')).status).to.equal(404);
		expect((await get(`/api/events/${'9'.repeat(2000)}`)).status).to.be.oneOf([404, 414]);
	});

	it('prefer the event that was kept to its duplicates', async () => {
		const { get, stories } = anApp();
		const kept = stories.book.begin(aStart({ id: '1001' }), WAITING);
		stories.book.begin(aStart({ id: '1001' }), { ...WAITING, outcome: 'skipped', reason: 'duplicate' });

		expect((await get('/api/events/1001')).json().key).to.equal(String(kept.seq));
	});

	for (const [url, status] of [
		['/api/overview?period=2h', 400],
		['/api/overview?period=24h&x=1', 400],
		[`/api/overview?source=${'x'.repeat(201)}`, 400],
		['/api/overview?pixel=nobody', 404],
		['/api/overview?period=toString', 400],
		['/api/overview', 200],
		['/api/queue', 200],
		['/api/queue?x=1', 400],
		['/api/stream?since=x', 400],
		['/api/stream?x=1', 400],
		['/api/sandbox/faults', 404],
	] as const) {
		it(`answer ${status} to ${url.slice(0, 40)}`, async () => {
			expect((await anApp().get(url)).status).to.equal(status);
		});
	}

	for (const url of ['/api/events', '/api/events/1', '/api/stream', '/api/overview', '/api/queue']) {
		it(`stand behind the gate: ${url}`, async () => {
			const { get } = anApp();
			const statuses = await Promise.all([
				get(url, { host: 'evil.example:8789' }),
				get(url, { ...HOST, origin: 'https://evil.example' }),
				get(url, { ...HOST, 'sec-fetch-site': 'cross-site' }),
				anApp({ token: 'a-token-of-the-operator' }).get(url),
			]);

			expect(statuses.map(({ status }) => status)).to.deep.equal([421, 403, 403, 401]);
		});
	}

	it('explain an event that is pasted, and refuse a form, a foreign page and more than 1 MB', async () => {
		const { app } = anApp();
		const post = async (payload: string, headers: Record<string, string> = POST, url = '/api/explain') =>
			(await app.inject({ method: 'POST', url, payload, headers })).statusCode;
		const event = JSON.stringify({ type: 'track', event: 'Order Placed', messageId: 'm1' });
		const answer = await app.inject({ method: 'POST', url: '/api/explain', payload: event, headers: POST });

		expect(answer.json()).to.deep.include({ outcome: 'skipped', reason: 'event_not_mapped' });
		expect(await post(event, HOST)).to.equal(415);
		expect(await post(event, { ...HOST, 'content-type': 'application/json' })).to.equal(403);
		expect(await post(event, { ...POST, origin: 'https://evil.example' })).to.equal(403);
		expect(await post(event, POST, '/api/explain?pixel=unknown')).to.equal(404);
		expect(await post(`"${'x'.repeat(1024 * 1024)}"`)).to.equal(413);
		expect(await post('[]')).to.equal(400);
	});
});
