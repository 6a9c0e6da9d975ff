import { expect } from 'chai';
import { fastify } from 'fastify';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { addErrorAnswers } from '../../src/http/error-answers.js';
import { findAttempts } from '../../src/inspector/find-attempts.js';
import { addSandboxRoutes } from '../../src/inspector/sandbox-routes.js';
import { MAX_SHOWN } from '../../src/inspector/shorten.js';
import { toIdentity } from '../../src/stories/identity.js';
import { StoryBook } from '../../src/stories/story-book.js';
import { NOW } from '../a-batch-item.js';
import { aStart, WAITING } from '../stories/a-story.js';

describe('the sandbox on the admin listener', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW });
	});
	afterEach(() => sandbox.close());

	describe('/api/sandbox/faults', () => {
		function anApp(isLive = false) {
			const app = fastify();
			addErrorAnswers(app, 'No such route.');
			addSandboxRoutes(app, isLive ? undefined : sandbox);
			const call = async (body?: unknown) => {
				const post = { method: 'POST', payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
				const answer = await app.inject({
					url: '/api/sandbox/faults',
					...(body === undefined ? {} : (post as object)),
				});
				return { status: answer.statusCode, body: answer.json() };
			};
			return call;
		}

		it('are switched on for some requests, told, and switched off', async () => {
			const call = anApp();

			const on = await call({ name: 'down', fault: { status: 503, times: 3 } });
			const told = await call();
			const off = await call({ name: 'down', fault: null });

			const faults = [{ name: 'down', fault: { status: 503, times: 3 }, timesLeft: 3 }];
			expect([on.body, told.body, off.body]).to.deep.equal([{ faults }, { faults }, { faults: [] }]);
		});

		for (const body of [
			{ fault: { status: 503 } },
			{ name: '', fault: { status: 503 } },
			{ name: 'x'.repeat(41), fault: { status: 503 } },
			{ name: 'down' },
			{ name: 'down', fault: { status: 200 } },
			{ name: 'down', fault: [{ status: 503 }] },
			{ name: 'down', fault: { status: 503 }, on: true },
			[],
		]) {
			it(`refuse ${JSON.stringify(body).slice(0, 60)}`, async () => {
				const { status, body: answer } = await anApp()(body);

				expect([status, answer.error.code]).to.deep.equal([400, 'bad_request']);
				expect(sandbox.faults()).to.deep.equal([]);
			});
		}

		it('are at most a hundred', async () => {
			const call = anApp();
			for (let n = 0; n < 100; n++) sandbox.fault({ status: 503 }, `f${n}`);

			const statuses = [
				await call({ name: 'more', fault: { reset: true } }),
				await call({ name: 'f1', fault: { reset: true } }),
			];

			expect(statuses.map(({ status }) => status)).to.deep.equal([400, 200]);
		});

		it('do not exist when live', async () => {
			const call = anApp(true);

			const answers = [await call(), await call({ name: 'down', fault: { status: 503 } })];

			expect(answers.map(({ status, body }) => [status, body.error.code])).to.deep.equal([
				[404, 'not_found'],
				[404, 'not_found'],
			]);
		});
	});

	describe('findAttempts', () => {
		const anEvent = (fields: object = {}) => ({
			id: '1001',
			type: 'lead_created',
			timestamp_ms: NOW,
			user: { emails_sha256: ['ab'.repeat(32)], cities: ['marked-city'] },
			data: { type: 'customer_action' },
			...fields,
		});
		const send = (events: readonly object[], pid = 'p1') =>
			fetch(`${sandbox.endpoint}?pid=${pid}`, {
				method: 'POST',
				headers: { authorization: 'Bearer key' },
				body: JSON.stringify({ validate_only: false, events }),
			}).catch(() => undefined);
		const aStory = (id = '1001', atMs = NOW) => {
			const identity = toIdentity('p1', { type: 'lead_created', id });
			const start = aStart({ id: id.includes('@') ? `a text of ${id.length} characters` : id, atMs, identity });
			return new StoryBook({ startMs: NOW }).begin(start, WAITING);
		};

		it('shows each request that carried the event, and its answer, in order', async () => {
			sandbox.fault({ status: 503 });
			sandbox.fault({ reset: true });
			for (let n = 0; n < 3; n++) await send([anEvent({ id: '1000' }), anEvent()]);
			await send([anEvent({ id: '1000' })]);
			await send([anEvent()], 'p2');

			const attempts = findAttempts(sandbox, aStory());

			expect(attempts.map(({ status, events, line }) => [status, events, line])).to.deep.equal([
				[503, 2, 'POST /v1/events?pid=p1'],
				[undefined, 2, 'POST /v1/events?pid=p1'],
				[200, 2, 'POST /v1/events?pid=p1'],
			]);
			expect(attempts[2]?.answer).to.deep.equal({ accepted_events: 2 });
			expect(attempts.map(({ requestId }) => requestId === undefined)).to.deep.equal([false, true, false]);
		});

		it('shows names, order and nesting as they were sent, of this event alone, masked', async () => {
			await send([anEvent({ id: '1000' }), anEvent()]);

			const [attempt] = findAttempts(sandbox, aStory());

			expect(JSON.stringify(attempt?.body)).to.equal(
				JSON.stringify({
					validate_only: false,
					events: [anEvent({ user: { emails_sha256: ['abab... digest'], cities: ['m**********'] } })],
				}),
			);
		});

		it('finds an event whose id may not be shown, and does not show it', async () => {
			await send([anEvent({ id: 'jane@shop.example' })]);

			const attempts = findAttempts(sandbox, aStory('jane@shop.example'));

			expect(attempts).to.have.lengthOf(1);
			expect(JSON.stringify(attempts)).not.to.contain('jane');
		});

		it('shows no request of before the event came', async () => {
			await send([anEvent()]);

			expect(findAttempts(sandbox, aStory('1001', NOW + 1))).to.deep.equal([]);
		});

		it('cuts what passes 16 kB, and says so', async () => {
			const contents = Array.from({ length: 400 }, (_, n) => ({
				id: `sku-${n}`,
				name: `Product number ${n}`,
				quantity: 1,
			}));
			await send([anEvent({ type: 'order_created', data: { type: 'contents', contents } })]);
			const identity = toIdentity('p1', { type: 'order_created', id: '1001' });
			const story = new StoryBook({ startMs: NOW }).begin(aStart({ identity }), WAITING);

			const [attempt] = findAttempts(sandbox, story);

			expect(attempt?.isCut).to.equal(true);
			expect(JSON.stringify(attempt?.body).length).to.be.below(MAX_SHOWN);
		});

		it('shows the newest twenty', async () => {
			for (let n = 0; n < 25; n++) await send([anEvent()]);

			expect(findAttempts(sandbox, aStory())).to.have.lengthOf(20);
		});

		it('reads four million characters of bodies at most', async () => {
			const hidden = 'jane@shop.example';
			await send([anEvent({ id: hidden })]);
			const filler = JSON.stringify({ events: [], padding: 'x'.repeat(1_500_000) });
			for (let n = 0; n < 3; n++) {
				await fetch(`${sandbox.endpoint}?pid=p1`, { method: 'POST', body: filler });
			}

			expect(findAttempts(sandbox, aStory(hidden))).to.deep.equal([]);
		});
	});
});
