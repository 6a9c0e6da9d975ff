/**
 * Sends the events of @segment/analytics-node to OpenAI Ads too. Everything stays on this machine: OpenAI is a sandbox, and
 * Segment a server that accepts everything. docs/analytics-node.md says what to leave out to use the real ones.
 *
 *   node examples/analytics-node.mjs
 */

import { createServer } from 'node:http';
import { Analytics } from '@segment/analytics-node';
import { openAIAdsPlugin } from 'openai-ads-destination/analytics-node';
import { createSandbox } from 'openai-ads-destination/sandbox';

const sandbox = await createSandbox();
const segment = createServer((request, response) => request.resume().on('end', () => response.end('{"success":true}')));
await new Promise((resolve) => segment.listen(0, '127.0.0.1', resolve));

const analytics = new Analytics({ writeKey: 'any', host: `http://127.0.0.1:${segment.address().port}` });
await analytics.register(
	openAIAdsPlugin({
		apiKey: 'any',
		pixelId: 'any',
		endpoint: sandbox.endpoint,
		onResult: ({ messageId, outcome, reason, attribution }) =>
			console.log([messageId, outcome, reason, attribution && `(${attribution})`].filter(Boolean).join(' ')),
		onError: ({ detail }) => console.log('lost:', detail),
	}),
);

const context = { providers: { openAI: { oppref: 'the-click-reference' } } };
analytics.page({ messageId: 'm1', anonymousId: 'a1', context, properties: { url: 'https://shop.example/' } });
analytics.identify({ messageId: 'm2', anonymousId: 'a1', userId: 'u1', traits: { email: 'jane@shop.example' } });
analytics.track({
	messageId: 'm3',
	userId: 'u1',
	anonymousId: 'a1',
	event: 'Order Completed',
	properties: { order_id: '1001', total: 129.99, currency: 'USD' },
});
await analytics.closeAndFlush(); // Delivers to Segment and to OpenAI.

console.log('requests to OpenAI:', sandbox.requests().length);
console.log('the order carries the click:', sandbox.events().at(-1).oppref === context.providers.openAI.oppref);
await sandbox.close();
segment.close();
