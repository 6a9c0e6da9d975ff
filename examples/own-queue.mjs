/**
 * Puts a queue of your own between the two halves of the destination: intake maps and validates at once, delivery happens
 * later, perhaps in another process. The queue holds mapped, hashed events as JSON, the same bytes for every attempt.
 *
 *   node examples/own-queue.mjs
 */

import { createDelivery, createIntake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createSandbox } from 'openai-ads-destination/sandbox';

const sandbox = await createSandbox();
const settings = parseSettings({ apiKey: 'any', pixelId: 'any', endpoint: sandbox.endpoint });
const ports = withDefaultPorts();
const intake = createIntake(settings, ports);
const deliver = createDelivery(settings, ports);

const timestamp = new Date().toISOString();
const events = [
	{ type: 'identify', messageId: 'm1', timestamp, userId: 'u1', traits: { email: 'jane@shop.example' } },
	{ type: 'track', event: 'Cart Viewed', messageId: 'm2', timestamp, userId: 'u1' },
	{
		type: 'track',
		event: 'Order Completed',
		messageId: 'm3',
		timestamp,
		userId: 'u1',
		properties: { total: 5, currency: 'EUR' },
	},
];

const queue = [];
for (const { item, result } of await intake(events)) {
	if (item === undefined) console.log(result.messageId, result.outcome, result.reason);
	else queue.push(JSON.stringify(item));
}

const items = queue.map((line) => JSON.parse(line));
for (const { result } of await deliver(items)) console.log(result.messageId, result.outcome, `(${result.attribution})`);
await sandbox.close();
