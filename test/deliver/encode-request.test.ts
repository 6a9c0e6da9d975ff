import { expect } from 'chai';
import * as fc from 'fast-check';
import { toRequestBytes, toRequestText } from '../../src/destination/deliver/encode-request.js';
import { createSend } from '../../src/destination/deliver/send-batch.js';
import { runs } from '../runs.js';
import { anItem, deliverySettings, NOW_MS } from './delivery-builders.js';

describe('toRequestBytes', () => {
	const text = fc.string({ unit: 'binary', maxLength: 40 });
	const aList = (trial: object) =>
		fc.array(text, { maxLength: 5 }).map((texts) => texts.map((oppref) => ({ ...anItem('m1', { oppref }), ...trial })));

	it('is the text as UTF-8, whatever is in the events', () => {
		fc.assert(
			fc.property(fc.constantFrom({}, { validateOnly: true }).chain(aList), (items) => {
				expect(toRequestBytes(items, 'acme.shop')).to.deep.equal(Buffer.from(toRequestText(items, 'acme.shop')));
			}),
			{ numRuns: runs(200) },
		);
	});

	it('cuts nothing short when the size of an item is not true', () => {
		const item = anItem('m1', { oppref: 'a\u2028"<é😀' });
		const whole = Buffer.from(toRequestText([item, item], 'acme.shop'));

		for (const wrong of [-item.sizeBytes, -60, -2, -1, 1, 2, 60, 5000]) {
			const items = [{ ...item, sizeBytes: item.sizeBytes + wrong }, item];
			expect(toRequestBytes(items, 'acme.shop'), `${wrong}`).to.deep.equal(whole);
			expect(toRequestBytes(items.toReversed(), 'acme.shop'), `${wrong}, last`).to.deep.equal(whole);
		}
	});

	it('is what createSend passes to fetch where it is wanted', async () => {
		const bodies: unknown[] = [];
		const fetch = async (_url: string, init: RequestInit) => {
			bodies.push(init.body);
			return Response.json({ accepted_events: 1 });
		};
		const ports = { fetch, nowMs: () => NOW_MS };

		await createSend(deliverySettings(), ports)([anItem()]);
		await createSend(deliverySettings(), { ...ports, encodeRequest: toRequestBytes })([anItem()]);

		const [text, bytes] = bodies;
		expect(text).to.be.a('string');
		expect(bytes).to.deep.equal(Buffer.from(String(text)));
	});
});
