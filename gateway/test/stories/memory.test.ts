/** The bound of the ring is real: what it says of its memory is what the process has less without it. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { explainEvent } from 'openai-ads-destination';
import { StoryBook } from '../../src/stories/story-book.js';
import { NOW } from '../a-batch-item.js';
import { aStart, WAITING } from './a-story.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const usedBytes = () => {
	collect();
	return process.memoryUsage().heapUsed;
};

const SETTINGS = { apiKey: 'key', pixelId: 'p1' };
const anOrder = (n: number) => ({
	type: 'track',
	event: 'Order Completed',
	messageId: `message-${n}`,
	userId: `user-${n}`,
	timestamp: new Date(NOW).toISOString(),
	context: {
		ip: '203.0.113.7',
		// Its first characters are shown: they must not hold the rest.
		userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) ${n} ${'x'.repeat(5000)}`,
		traits: { email: `person-${n}@shop.example`, phone: `+4917012${34567 + n}` },
	},
	properties: { order_id: `order-${n}`, total: 5, currency: 'USD', coupon: 'A' },
});

describe('the memory of stories', () => {
	it('is no more than the ring says, explanations included', function () {
		this.timeout(20_000);
		const book = new StoryBook({ startMs: NOW, maxBytes: 4 * 1024 * 1024 });
		for (let n = 0; n < 2000; n++) {
			const name = `Name ${n} ${'y'.repeat(20_000)}`.slice(0, 40);
			const story = book.begin(aStart({ id: `order-${n}`, messageId: `message-${n}`, name, marks: [n] }), WAITING);
			book.explain(story, explainEvent(anOrder(n), SETTINGS, NOW));
		}
		const full = usedBytes();
		const { bytes, stories } = book.size;
		book.forget(new Set(Array.from({ length: 2000 }, (_, n) => n)));
		const empty = usedBytes();

		expect(stories).to.be.within(500, 1999);
		expect(full - empty).to.be.below(bytes);
	});
});
