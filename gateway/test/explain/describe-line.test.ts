import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { describeLine } from '../../src/explain/describe-line.js';
import { explainLines } from '../../src/explain/explain-lines.js';
import { Summary } from '../../src/explain/summary.js';
import { readEvents } from '../../src/send/read-events.js';
import { wrap } from '../../src/terminal/fit.js';
import { COLOURED, PLAIN } from '../../src/terminal/style.js';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const GOLDEN = new URL('../data/explain.txt', import.meta.url);
const timestamp = '2026-11-26T11:59:00Z';
const FILE = [
	{ type: 'identify', userId: 'u1', messageId: 'm0', timestamp, traits: { email: 'jane@example.com' } },
	{
		type: 'track',
		event: 'Order Completed',
		messageId: 'm1',
		userId: 'u1',
		timestamp,
		context: {
			page: { url: 'https://shop.example/checkout/thanks?token=1' },
			providers: { openAI: { oppref: 'gAAAAABabcdefg' } },
			traits: { phone: '+14155552671', address: { city: 'Springfield' } },
		},
		properties: {
			total: 129.99,
			currency: 'USD',
			products: [{ product_id: 'a', name: 'Shirt', quantity: 1, price: 129.99 }],
		},
	},
	{
		type: 'track',
		event: 'Order Completed',
		messageId: 'm2',
		anonymousId: 'a9',
		timestamp,
		properties: { total: '$49.99', mail: 'x@example.com', currency: 'USD' },
	},
	{ type: 'track', event: 'Order Completed', messageId: 'm3', timestamp: '2026-11-17T09:00:00Z' },
	{ type: 'track', event: 'Order Placed', messageId: 'm4', timestamp },
];

async function draw(width: number, isAll: boolean, style = PLAIN): Promise<string[]> {
	const bytes = Buffer.from(`${FILE.map((event) => JSON.stringify(event)).join('\n')}\nno JSON\n`);
	async function* chunks() {
		yield bytes;
	}
	const summary = new Summary();
	const lines: string[] = [];
	for await (const explained of explainLines(readEvents(chunks()), parseSettings({}), () => NOW_MS)) {
		summary.add(explained);
		lines.push(...describeLine(explained, { width, isAll, style }), '');
	}
	return [...lines, ...summary.describe().flatMap((text) => wrap(text, width))];
}

describe('describeLine', () => {
	it('draws a file of events as it always did, in 80 columns', async () => {
		const drawn = `${(await draw(80, false)).join('\n')}\n`;

		if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, drawn);
		expect(drawn).to.equal(readFileSync(GOLDEN, 'utf8'));
	});

	it('draws the same in colour, with nothing else between', async () => {
		const coloured = (await draw(80, true, COLOURED)).join('\n');

		expect(coloured).to.include('\u001b[32mok\u001b[0m').and.include('\u001b[31mno\u001b[0m');
		expect(coloured).to.include('\u001b[33m!!\u001b[0m').and.include('\u001b[90m--\u001b[0m');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
		expect(coloured.replace(/\u001b\[\d+m/g, '')).to.equal((await draw(80, true)).join('\n'));
	});

	for (const width of [40, 80, 100, 120]) {
		it(`stays within ${width} columns, with every field too`, async () => {
			const lines = [...(await draw(width, true)), ...(await draw(width, false))].filter((line) => line !== '');

			expect(Math.max(...lines.map(({ length }) => length))).to.be.at.most(width);
			expect(lines.join('\n')).to.not.match(/jane@|x@example|14155552671|gAAAA/);
		});
	}
});
