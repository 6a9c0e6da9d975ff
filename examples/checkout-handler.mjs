/**
 * A shop's checkout that does not let the buyer wait for OpenAI: it answers first, and hears of the event's fate later. The
 * sandbox takes two seconds for its answer here, to show it.
 *
 *   node examples/checkout-handler.mjs
 */

import { createServer } from 'node:http';
import { createDestination } from 'openai-ads-destination';
import { createSandbox } from 'openai-ads-destination/sandbox';

const sandbox = await createSandbox();
sandbox.fault({ delayMs: 2000 });
const destination = createDestination({ apiKey: 'any', pixelId: 'any', endpoint: sandbox.endpoint });

const shop = createServer((_request, response) => {
	const order = { id: '1001', total: 129.99, currency: 'USD', userId: 'user-42' };
	response.end('Thank you!\n');
	// Not awaited, and it needs no catch(): the promise never rejects.
	destination.track(toOrderCompleted(order)).then(report);
});

function toOrderCompleted({ id, total, currency, userId }) {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: `order-${id}`,
		timestamp: new Date(),
		userId,
		properties: { order_id: id, total, currency },
	};
}

/** Hears of every event. `failed` ones may be sent again with the same messageId, for 7 days: keep them where you keep such things. */
function report({ outcome, reason, messageId }) {
	if (outcome === 'accepted') console.log(`${messageId}: accepted`);
	else console.error(`${messageId}: ${outcome} (${reason})`);
}

await new Promise((listening) => shop.listen(0, '127.0.0.1', listening));
const answer = await fetch(`http://127.0.0.1:${shop.address().port}/checkout`, { method: 'POST' });
console.log('the buyer reads:', (await answer.text()).trim());

// On the way out, such as after SIGTERM: first no more orders, then what still waits. At most 30 seconds.
shop.close();
await destination.close();
await sandbox.close();
