/**
 * The settings of docs/migrate.md and docs/metarouter.md, laid side by side with requests in the shape of other senders: both send
 * the same ids, and nothing differs but what the pages say. The events and requests are ours; the senders are not run.
 */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { Comparison } from '../../src/compare/comparison.js';
import { createOurs } from '../../src/compare/our-event.js';
import { readRecord } from '../../src/compare/read-record.js';
import { metaRouter, ownScript, posthog, stape } from './a-sender.js';
import { anOrder, EVENTS, STAPE_EVENTS } from './a-shop-day.js';

const NOW = Date.UTC(2026, 10, 26);
const readPage = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');

/** The JSON below a heading of a page. */
function settingsOf(page: string, heading: string): Record<string, unknown> {
	const section =
		readPage(page)
			.split(/^## /m)
			.find((text) => text.startsWith(`${heading}\n`)) ?? '';
	const [, json = ''] = /^```json\n(.*?)^```$/ms.exec(section) ?? [];
	return JSON.parse(json).destination;
}

async function compare(settings: object, pairs: readonly (readonly [event: object, sent: object])[]) {
	const comparison = new Comparison(createOurs(parseSettings({ ...settings, apiKey: 'k', pixelId: 'px' }), () => NOW));
	for (const [index, [event, sent]] of pairs.entries()) {
		// Two lines: they find each other by their ids, or not at all.
		for (const [half, line] of [event, sent].entries()) {
			const number = 2 * index + half + 1;
			const text = JSON.stringify(line);
			await comparison.add(number, readRecord({ number, text, sizeBytes: text.length }));
		}
	}
	comparison.finish();
	return {
		both: comparison.both,
		alone: [...comparison.onlyOurs.list(), ...comparison.onlyTheirs.list()].map(({ what }) => what),
		fields: comparison.fields.list().map(({ path, differs, onlyTheirs }) => [path, differs + onlyTheirs]),
		reasons: comparison.fields
			.reasons()
			.map(({ code }) => code)
			.sort(),
	};
}

describe('beside requests in the shape of', () => {
	it('PostHog, with its settings: the same ids, amounts and people; items and places are added', async () => {
		const pairs = EVENTS.map((event) => [event, posthog(event)] as const);

		const { both, alone, fields, reasons } = await compare(settingsOf('migrate', 'PostHog'), pairs);

		expect([both, alone]).to.deep.equal([EVENTS.length, []]);
		const added =
			/^(data\.contents\[\]\.\w+|data\.currency|user\.(phone_numbers_sha256|countries|cities|regions|postal_codes))$/;
		expect(fields.filter(([path, count]) => count !== 0 || !added.test(String(path)))).to.deep.equal([]);
		expect(reasons).to.deep.equal(['content_type', 'query_cut', 'singular_keys']);
	});

	it('PostHog, with its own uuid as id: every order would count twice, and the comparison says so', async () => {
		const pairs = EVENTS.map((event, index) => {
			const request = JSON.parse(JSON.stringify(posthog(event)));
			request.body.events[0].id = `0199-uuid-${index}`;
			return [event, request] as const;
		});

		const { both, alone } = await compare(settingsOf('migrate', 'PostHog'), pairs);

		expect(both).to.equal(0);
		expect(alone.join()).to.include('order_created').and.to.include('no event of its id (order_created)');
	});

	it("Stape's tag, with its settings: the same ids and amounts; the rest is by design", async () => {
		const pairs = STAPE_EVENTS.map((event) => [event, stape(event)] as const);

		const { both, alone, fields, reasons } = await compare(settingsOf('migrate', 'Stape'), pairs);

		expect([both, alone, fields]).to.deep.equal([STAPE_EVENTS.length, [], []]);
		expect(reasons).to.deep.equal([
			...['content_type', 'lower_case_external_id', 'minted_obref', 'query_cut', 'singular_keys', 'time_of_sending'],
		]);
	});

	const OF_THE_KIT = EVENTS.filter(({ event }) => event !== 'Signed Up');

	it("MetaRouter's starter kit, with its three settings: nothing differs but the query and the items' type", async () => {
		const pairs = OF_THE_KIT.map((event) => [event, metaRouter(event)] as const);

		const { both, alone, fields, reasons } = await compare(
			settingsOf('metarouter', 'The same settings as JSON'),
			pairs,
		);

		expect([both, alone]).to.deep.equal([OF_THE_KIT.length, []]);
		expect(fields).to.deep.equal([]);
		expect(reasons).to.deep.equal(['content_type', 'query_cut']);
	});

	it("MetaRouter's starter kit, without settings: the same ids, and what differs is by design", async () => {
		const pairs = OF_THE_KIT.map((event) => [event, metaRouter(event)] as const);

		const { both, alone, reasons } = await compare({}, pairs);

		expect([both, alone]).to.deep.equal([OF_THE_KIT.length, []]);
		expect(reasons).to.include.members(['anonymous_external_id', 'singular_keys', 'sum_of_lines']);
	});

	it('a sender of your own: nothing of what it sends differs if it is right', async () => {
		const orders = [anOrder('1'), anOrder('2')];
		const pairs = orders.map((event) => [event, ownScript(event, false)] as const);

		const { both, alone, fields, reasons } = await compare(settingsOf('migrate', 'A sender of your own'), pairs);

		expect([both, alone, reasons]).to.deep.equal([2, [], ['content_type']]);
		expect(fields.filter(([, count]) => count !== 0)).to.deep.equal([]);
	});

	it('a sender of your own: each of the usual mistakes has its name', async () => {
		const event = anOrder('1');

		const { both, reasons } = await compare(settingsOf('migrate', 'A sender of your own'), [
			[event, ownScript(event, true)],
		]);

		expect(both).to.equal(1);
		expect(reasons).to.deep.equal([
			'content_type',
			'major_units',
			'phone_with_sign',
			'raw_email_digest',
			'time_of_sending',
		]);
	});
});
