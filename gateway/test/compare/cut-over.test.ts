/** The cut-over of docs/migrate.md against the sandbox: both senders run for a while, and every order is counted once. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createDestination } from 'openai-ads-destination';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { metaRouter, ownScript, posthog } from './a-sender.js';
import { AT_MS, anOrder } from './a-shop-day.js';

const nowMs = () => AT_MS + 60_000;

function settingsOf(page: string, heading: string): object {
	const text = readFileSync(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8');
	const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
	const { destination } = JSON.parse(/^```json\n(.*?)^```$/ms.exec(section)?.[1] ?? '');
	return { ...destination, validateOnly: false };
}

describe('a cut-over', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'k', pixelId: 'px', nowMs });
	});
	afterEach(() => sandbox.close());

	async function sendAsTheOther(request: object): Promise<void> {
		const body = 'body' in request ? request.body : request;
		const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
		const { status } = await fetch(`${sandbox.endpoint}?pid=px`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		expect(status).to.be.below(300);
	}

	for (const [name, page, heading, make] of [
		['PostHog', 'migrate', 'PostHog', posthog],
		["MetaRouter's starter kit", 'metarouter', 'The same settings as JSON', metaRouter],
		['a sender of your own', 'migrate', 'A sender of your own', (order: object) => ownScript(order, false)],
	] as const) {
		it(`from ${name} counts each order once: those of the old one, of both, and what the old one left behind`, async () => {
			const orders = ['1', '2', '3', '4', '5', '6'].map(anOrder);
			const settings = { ...settingsOf(page, heading), apiKey: 'k', pixelId: 'px', endpoint: sandbox.endpoint };
			const destination = createDestination(settings, { nowMs });

			// The old one sends four, of which it loses the last; ours runs from the third on.
			for (const order of orders.slice(0, 3)) await sendAsTheOther(make(order));
			const results = await destination.sendBatch(orders.slice(2));
			await destination.close();

			expect(results.map(({ outcome }) => outcome)).to.deep.equal(Array(4).fill('accepted'));
			const counted = sandbox.events().map(({ id }) => id);
			expect(counted.toSorted()).to.deep.equal(
				orders.map(({ messageId, properties }) => (name.startsWith('MetaRouter') ? messageId : properties.order_id)),
			);
		});
	}
});
