import { expect } from 'chai';
import nock from 'nock';
import * as handlers from '../../../src/destination/routers/segment-function/index.js';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { aPageEvent, aScreenEvent, aTrackEvent, NOW_MS } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';
import { aForm, HANDLERS, loadFunction } from './segment-runner.js';

const { call } = loadFunction();

/** `<name of the error>: <message>`, or `ok`. */
async function endOf(promise: Promise<unknown>): Promise<string> {
	return promise.then(
		() => 'ok',
		({ name, message }: Error) => `${name}: ${message}`,
	);
}

describe('the handlers for single events', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	beforeEach(() => sandbox.clear());
	after(() => sandbox.close());

	const sent = [
		['onTrack', aTrackEvent()],
		['onPage', aPageEvent()],
		['onScreen', aScreenEvent()],
	] as const;
	for (const [handler, event] of sent) {
		it(`${handler} resolves when OpenAI has taken the event`, async () => {
			const form = aForm(sandbox.endpoint, { eventMapping: { screen: 'custom:screen_viewed' } });

			expect(await endOf(call(handler, event, form))).to.equal('ok');
			expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['m1']);
		});
	}

	for (const handler of ['onIdentify', 'onGroup', 'onAlias', 'onDelete']) {
		it(`${handler} says that the event is not supported, and makes no request`, async () => {
			expect(await endOf(call(handler, { messageId: 'm1', userId: 'u1' }, aForm(sandbox.endpoint)))).to.match(
				/^EventNotSupported: type_not_supported: /,
			);
			expect(sandbox.requests()).to.deep.equal([]);
		});
	}

	it('an event left out on purpose is not supported', async () => {
		const end = await endOf(call('onTrack', aTrackEvent({ event: 'Cart Viewed' }), aForm(sandbox.endpoint)));

		expect(end).to.match(/^EventNotSupported: event_not_mapped: /);
	});

	it('an event that can never be sent is an invalid payload', async () => {
		const end = await endOf(call('onTrack', aTrackEvent({ messageId: '' }), aForm(sandbox.endpoint)));

		expect(end).to.match(/^InvalidEventPayload: malformed: id: /);
	});

	it('a single event that OpenAI refuses by name is an invalid payload', async () => {
		const error = { param: 'events[0].id', code: 'x', message: 'no' };
		const fetch = async () => Response.json({ error }, { status: 400 });
		const { call } = loadFunction({ globals: { fetch } });

		const end = await endOf(call('onTrack', aTrackEvent(), aForm(sandbox.endpoint)));

		expect(end).to.match(/^InvalidEventPayload: rejected: /);
	});

	it('a single event that OpenAI refuses without a name is to be retried: all may be refused, and nobody remembers', async () => {
		sandbox.fault({ status: 422 });

		expect(await endOf(call('onTrack', aTrackEvent(), aForm(sandbox.endpoint)))).to.match(
			/^RetryError: not_isolated: /,
		);
	});

	it('an event that did not arrive is to be retried', async () => {
		sandbox.fault({ status: 503 });

		expect(await endOf(call('onTrack', aTrackEvent(), aForm(sandbox.endpoint)))).to.match(
			/^RetryError: OpenAI answered 503/,
		);
	});

	it('an event is to be retried while the settings are wrong', async () => {
		const end = await endOf(call('onTrack', aTrackEvent(), { pixelId: 'pixel' }));

		expect(end).to.match(/^RetryError: settings\.apiKey: required/);
	});

	it("carries the error's name where the host has no such class", async () => {
		const elsewhere = loadFunction({ globals: { EventNotSupported: undefined } });

		expect(await endOf(elsewhere.call('onGroup', {}, {}))).to.match(/^EventNotSupported: /);
	});
});

describe('openai-ads-destination/segment-function, in Node', () => {
	afterEach(() => nock.cleanAll());

	it('exports the handlers and nothing else', () => {
		expect(Object.keys(handlers)).to.have.members([...HANDLERS]);
	});

	it('delivers with the global fetch', async () => {
		const scope = nock('https://bzr.openai.com')
			.post('/v1/events')
			.query({ pid: 'pixel' })
			.reply(200, { accepted_events: 1 });
		const event = aTrackEvent({ timestamp: new Date() });

		expect(await handlers.onBatch([event], { apiKey: API_KEY, pixelId: 'pixel' })).to.deep.equal([{ status: 200 }]);
		scope.done();
	});

	it('throws errors with the names that Segment knows', async () => {
		expect(await endOf(handlers.onTrack(null, { apiKey: API_KEY, pixelId: 'pixel' }))).to.match(
			/^InvalidEventPayload: /,
		);
	});
});
