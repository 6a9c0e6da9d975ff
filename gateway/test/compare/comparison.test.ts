import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { compareEvents } from '../../src/compare/compare-events.js';
import { Comparison, MAX_WAITING } from '../../src/compare/comparison.js';
import { describeComparison, hasDifferences, toJson } from '../../src/compare/describe-comparison.js';
import { createOurs } from '../../src/compare/our-event.js';
import { readRecord } from '../../src/compare/read-record.js';

const NOW = Date.UTC(2026, 10, 26);
const GOLDEN = join(import.meta.dirname, '../data/compare.txt');
const AT = '2026-11-20T10:00:05.250Z';
const AT_MS = Date.parse(AT);

const anOrder = (messageId: string, changes: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId,
	userId: 'U1',
	anonymousId: 'a1',
	timestamp: AT,
	properties: { total: 129.99, currency: 'USD' },
	context: { page: { url: 'https://shop.example/thanks?mail=jane' } },
	...changes,
});
const theirs = (id: string, changes: object = {}) => ({
	id,
	type: 'order_created',
	timestamp_ms: AT_MS,
	action_source: 'web',
	source_url: 'https://shop.example/thanks',
	data: { type: 'contents', amount: 12_999, currency: 'USD' },
	...changes,
});

describe('Comparison', () => {
	async function compare(...lines: readonly unknown[]): Promise<Comparison> {
		const comparison = new Comparison(createOurs(parseSettings({ externalIdFrom: [] }), () => NOW));
		for (const [index, line] of lines.entries()) {
			const text = typeof line === 'string' ? line : JSON.stringify(line);
			await comparison.add(index + 1, readRecord({ number: index + 1, text, sizeBytes: text.length }));
		}
		comparison.finish();
		return comparison;
	}

	it('finds nothing where both send the same, however old it is', async () => {
		const comparison = await compare({ event: anOrder('m1'), sent: { events: [theirs('m1')] } });

		expect([comparison.both, hasDifferences(comparison)]).to.deep.equal([1, false]);
		expect([...comparison.fields.same().keys()]).to.include.members(['id', 'data.amount', 'source_url']);
	});

	for (const [what, lines] of [
		['before', [{ events: [theirs('m1')] }, anOrder('m1')]],
		['after', [anOrder('m1'), { events: [theirs('m1')] }]],
		['far from', [anOrder('m1'), anOrder('m2'), { events: [theirs('m2'), theirs('m1')] }]],
	] as const) {
		it(`finds the request of an event by its id ${what} it`, async () => {
			const comparison = await compare(...lines);

			expect(hasDifferences(comparison)).to.equal(false);
			expect(comparison.both).to.equal(lines.length - 1);
		});
	}

	it('sees what earlier events taught, and lays an event beside the one of its type', async () => {
		const identify = { type: 'identify', userId: 'U1', traits: { email: 'jane@shop.example' }, timestamp: AT };
		const sent = [theirs('x', { type: 'lead_created' }), theirs('m1')];

		const comparison = await compare(identify, { event: anOrder('m1'), sent });

		expect(comparison.fields.list().map(({ path, onlyOurs }) => [path, onlyOurs])).to.deep.equal([
			['user.emails_sha256', 1],
		]);
		expect(comparison.onlyTheirs.list()).to.deep.equal([{ what: 'a second event (lead_created)', n: 1, line: 2 }]);
	});

	it('counts each event that has no id of its own', async () => {
		const { id: _, ...withoutId } = theirs('');

		const comparison = await compare({ events: [withoutId, theirs(''), theirs('m2'), theirs('m2')] });

		expect(comparison.onlyTheirs.list()).to.deep.equal([
			{ what: 'no id (order_created)', n: 2, line: 1 },
			{ what: 'a second event of its id (order_created)', n: 1, line: 1 },
			{ what: 'no event of its id (order_created)', n: 1, line: 1 },
		]);
	});

	it('does not count one event twice that it could not keep, though it waits under two ids', async () => {
		const events = Array.from({ length: MAX_WAITING / 2 + 1 }, (_, n) =>
			anOrder(`m${n}`, { properties: { order_id: `o${n}`, total: 1, currency: 'USD' } }),
		);
		const comparison = new Comparison(createOurs(parseSettings({ idFrom: ['properties.order_id'] }), () => NOW));
		for (const event of events) await comparison.add(1, { kind: 'event', event });

		expect(comparison.notCompared).to.equal(1);
	});

	it('sees no difference in the order of names, however deep', async () => {
		const fields = (nested: object) => ({ opt_out: false, experiment: { arm: nested } });

		const { same, differences } = compareEvents(
			{},
			{ event: fields({ a: 1, b: [{ c: 2, d: 3 }] }), notes: [] },
			fields({ b: [{ d: 3, c: 2 }], a: 1 }),
		);

		expect([same, differences]).to.deep.equal([['opt_out', 'experiment'], []]);
	});

	it('keeps a bounded number of events that wait, and says how many it could not compare', async () => {
		const sent = Array.from({ length: MAX_WAITING + 7 }, (_, n) => ({ id: String(n), type: 'x', timestamp_ms: 1 }));

		const comparison = await compare({ events: sent });

		expect(comparison.notCompared).to.equal(7);
		expect(describeComparison(comparison, 80).join(' ')).to.include('7 events not compared');
	});

	it('keeps a bounded number of fields and of reasons', async () => {
		const data = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`field_${n}`, n]));

		const comparison = await compare({ event: anOrder('m1'), sent: theirs('m1', { data }) });

		expect(comparison.fields.list()).to.have.lengthOf(301);
	});

	it('shows nothing of a person, of either side', async () => {
		const secret = 'Mark3dSecret';
		const event = anOrder('m1', {
			traits: { email: `${secret}@shop.example`, phone: '+4917012345678' },
			properties: { total: 5, currency: secret },
		});
		const sent = theirs(secret, {
			type: `${secret}@shop.example`,
			oppref: secret,
			user: { email: `${secret}@b.co`, obref: secret, ip_address: '203.0.113.9', [`${secret}@shop.example`]: 1 },
			data: {
				type: 'contents',
				amount: `+491701234567`,
				currency: `${secret}-0`,
				contents: [{ name: secret, id: secret }],
			},
		});

		const comparison = await compare(
			{ event, sent },
			{ event: anOrder('m2'), sent: theirs('m2', { type: secret }) },
			sent,
		);

		const shown = JSON.stringify([toJson(comparison), describeComparison(comparison, 200)]);
		expect(shown).not.to.match(/Mark3dSecret|4917012345|203\.0\.113/i);
	});

	it('is shown in 80 columns', async () => {
		const comparison = await compare(
			{ event: { type: 'identify', userId: 'U1', traits: { email: 'jane@shop.example' }, timestamp: AT }, sent: null },
			{
				event: anOrder('m1'),
				sent: {
					events: [
						theirs('m1', {
							timestamp_ms: AT_MS + 5000,
							source_url: 'https://shop.example/thanks?mail=jane',
							user: { external_id_sha256: '0'.repeat(64) },
							data: { type: 'contents', amount: 13_000, currency: 'usd' },
						}),
					],
				},
			},
			anOrder('m2', { event: 'Order Placed' }),
			{ method: 'POST', body: JSON.stringify({ events: [theirs('m2'), theirs('m9')] }) },
			anOrder('m4', { event: 'Signed Up' }),
			'no json',
		);

		const lines = describeComparison(comparison, 80);

		if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(GOLDEN, `${lines.join('\n')}\n`);
		expect(`${lines.join('\n')}\n`).to.equal(readFileSync(GOLDEN, 'utf8'));
		expect(lines.filter((line) => line.length > 80)).to.deep.equal([]);
	});
});
