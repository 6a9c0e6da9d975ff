import { expect } from 'chai';
import { createAcceptance, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createPixelDelivery } from '../../src/pixels/pixel-delivery.js';
import { RequestRate } from '../../src/worker/request-rate.js';
import { aBatchItem, NOW } from '../a-batch-item.js';

describe('createPixelDelivery in the shadow', () => {
	const fetch = () => Promise.reject(new Error('Nothing is to be sent.'));
	const settings = { ...parseSettings({ shadow: true }), apiKey: 'key', pixelId: 'px1' };
	const shared = { acceptance: createAcceptance(), rate: new RequestRate(() => 0) };
	const { search, probe } = createPixelDelivery(settings, withDefaultPorts({ fetch, nowMs: () => NOW }), shared);

	for (const [name, deliver] of [
		['search', search],
		['probe', probe],
	] as const) {
		it(`${name} says nothing of a live batch that was taken before, so that it is queued again`, async () => {
			expect(await deliver([aBatchItem(), aBatchItem({ id: 'm2' })])).to.deep.equal([]);
		});

		it(`${name} accepts what was only to be validated`, async () => {
			const [delivered] = await deliver([aBatchItem({ validateOnly: true })]);

			expect(delivered?.result).to.include({ outcome: 'accepted', reason: 'validated', attempts: 0 });
		});
	}
});
