/** A real gateway in a sandbox after a day of a small shop: what the pictures of the docs show. */

import { join } from 'node:path';
import Database from 'libsql';
import { until } from '../process/gateway-process.js';
import { aRealGateway, type RealGateway } from './a-real-gateway.js';
import { order1001, theEventsOfAShop } from './a-shop.js';

/** Events an hour, as a share of the last one: a shop sleeps at night. */
const SHARES = [9, 8, 8, 7, 6, 5, 3, 2, 2, 1, 1, 1, 2, 3, 5, 6, 7, 7, 8, 9, 10, 9, 9];

/** @param folder the caller's to remove */
export async function aBusyGateway(folder: string): Promise<RealGateway> {
	const first = await aRealGateway(folder);
	await first.send(theEventsOfAShop(Date.now()));
	await first.settled();
	await first.close();
	addHoursBefore(join(folder, 'data/sandbox/queue.db'));
	const gateway = await aRealGateway(folder);
	await fill(gateway);
	return gateway;
}

/** The counts are kept, and the stories are not: so the hours before are made of the hour that was. */
function addHoursBefore(file: string): void {
	const database = new Database(file);
	const add = database.prepare(
		'INSERT OR IGNORE INTO counts (hour, pixel, what, n) SELECT hour - ?, pixel, what, max(1, CAST(n * ? / 10 AS INTEGER)) FROM counts WHERE hour = (SELECT max(hour) FROM counts)',
	);
	for (const [at, share] of [...SHARES, ...SHARES].entries()) add.run(at + 1, share);
	database.close();
}

async function fill(gateway: RealGateway): Promise<void> {
	const events = theEventsOfAShop(Date.now()).map((event) => withNewId(event));
	await gateway.send(events.slice(0, 60), 'us');
	await gateway.fault('refuse', { refusedEvent: 0, times: 2 });
	await gateway.send([events.at(-12) ?? {}, events.at(-11) ?? {}]);
	await gateway.settled();
	await gateway.send(events);
	await gateway.settled();
	await explainsAgain(gateway);
	await gateway.settled();
	await gateway.fault('busy', { status: 429, retryAfter: 1, times: 1 });
	await gateway.send([order1001()]);
	await gateway.settled();
	await gateway.trigger('visit');
	await gateway.settled();
}

/** Of the events of one second only some are explained. */
async function explainsAgain({ send, read }: RealGateway): Promise<void> {
	let n = 0;
	await until('events are explained again', async () => {
		n += 1;
		await send([{ type: 'track', event: 'Signed Up', messageId: `probe-${n}`, userId: 'customer-1' }]);
		return (await read<{ explanation?: object }>(`/api/events/probe-${n}`)).explanation !== undefined;
	});
}

function withNewId(event: object): object {
	const { messageId, properties = {} } = event as { messageId: string; properties?: Record<string, unknown> };
	const orderId = properties['order_id'];
	const again = orderId === undefined ? properties : { ...properties, order_id: `${orderId}-b` };
	return { ...event, messageId: `${messageId}-b`, properties: again };
}
