import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { aPageEvent, aTrackEvent, NOW_MS } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';
import { aForm, countsOf, linesOf, loadFunction } from './segment-runner.js';

const { onBatch } = loadFunction();

/** `m0` to `m<count - 1>`. */
function orders(count: number, fields: Readonly<Record<string, unknown>> = {}) {
	return Array.from({ length: count }, (_, index) => aTrackEvent({ messageId: `m${index}`, ...fields }));
}

describe('onBatch', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS, apiKey: API_KEY, pixelId: 'pixel' });
	});
	beforeEach(() => sandbox.clear());
	after(() => sandbox.close());

	it('gives each event its own status, in order', async () => {
		const events = [
			aTrackEvent(),
			aTrackEvent({ event: 'Cart Viewed' }),
			aTrackEvent({ timestamp: '2026-11-01T00:00:00.000Z' }),
			{ type: 'identify', messageId: 'm4', userId: 'u1' },
			null,
			aPageEvent({ messageId: 'm6' }),
			{ type: 'delete', messageId: 'm7', userId: 'u1' },
		];

		const answers = await onBatch(events, aForm(sandbox.endpoint));

		expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 400, 200, 400, 200, 200]);
		expect(answers[0]).to.deep.equal({ status: 200 });
		expect(answers[2]?.errormessage).to.match(/^expired: timestamp_ms: 21\.5 days old/);
		expect(answers[4]?.errormessage).to.match(/^malformed: /);
		expect(sandbox.requests()).to.have.lengthOf(1);
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['m1', 'm6']);
	});

	it('sends 400 events in one request', async () => {
		expect(countsOf(await onBatch(orders(400), aForm(sandbox.endpoint)))).to.deep.equal({ 200: 400 });
		expect(sandbox.requests().map(({ eventCount }) => eventCount)).to.deep.equal([400]);
	});

	it('asks OpenAI only to validate test events, in a request of their own', async () => {
		const events = [...orders(2), ...orders(1, { messageId: 't', properties: { test: true } })];
		const moreSettings = JSON.stringify({ endpoint: sandbox.endpoint, testEvents: { path: 'properties.test' } });

		const answers = await onBatch(events, aForm('', { moreSettings }));

		expect(countsOf(answers)).to.deep.equal({ 200: 3 });
		expect(sandbox.requests().map(({ validateOnly, eventCount }) => [validateOnly, eventCount])).to.have.deep.members([
			[true, 1],
			[false, 2],
		]);
	});

	const failing = [
		[
			'a key that OpenAI refuses',
			{ apiKey: 'sk-wrong' },
			/^500 unauthorized: OpenAI answered 401.*Conversions API key/,
		],
		['a pixel that OpenAI does not know', { pixelId: 'other' }, /^500 unauthorized: /],
		['no key', { apiKey: '' }, /^500 settings\.apiKey: required/],
		['a mistyped setting', { consentCategory: ['ads'] }, /^500 settings\.consentCategory: unknown setting/],
		[
			'a wrong setting',
			{ defaultCurrency: 'dollars' },
			/^500 settings\.defaultCurrency: expected a current ISO 4217 code/,
		],
	] as const;
	for (const [claim, fields, line] of failing) {
		it(`leaves the events to be sent again after ${claim}, and says so`, async () => {
			const answers = await onBatch(orders(2), aForm(sandbox.endpoint, fields));

			expect(answers).to.have.lengthOf(2);
			for (const answer of linesOf(answers)) expect(answer).to.match(line).and.not.to.include('sk-');
			expect(sandbox.events()).to.deep.equal([]);
			expect(sandbox.requests().length).to.be.at.most(1);
		});
	}

	it('leaves events to be sent again where the host has no crypto', async () => {
		const crippled = loadFunction({ globals: { crypto: undefined } });

		expect(countsOf(await crippled.onBatch(orders(2), aForm(sandbox.endpoint)))).to.deep.equal({ 500: 2 });
	});

	it('accepts the sample event of docs/segment.md unchanged', async () => {
		const page = readFileSync('docs/segment.md', 'utf8');
		const sample = JSON.parse(/```json\n(\{\n {2}"type": "track"[\s\S]*?)```/.exec(page)?.[1] ?? '');

		expect(await onBatch([sample], aForm(sandbox.endpoint))).to.deep.equal([{ status: 200 }]);
		expect(sandbox.events()[0]).to.include({ type: 'order_created', oppref: 'test-click' });
	});

	it('returns no statuses for no events, or for no list', async () => {
		expect(Array.from(await onBatch([], aForm(sandbox.endpoint)))).to.deep.equal([]);
		expect(Array.from(await onBatch({ type: 'track' }, aForm(sandbox.endpoint)))).to.deep.equal([]);
	});
});
