/** Nothing raw of a person leaves the admin listener: not by a route, not by the stream, not by the log. */

import { expect } from 'chai';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const EVENTS = 200;
/** In the middle, so that cutting to first characters would not hide it. */
const marked = (kind: string, n: number) => `x${kind}Mark3dSecret${n}x`;

/** Every place of an event that may name a person, each with a value that is found nowhere else. */
function anEvent(n: number): object {
	const mark = (kind: string) => marked(kind, n);
	const traits = {
		email: `${mark('mail')}@shop.example`,
		phone: `+4917012${String(34567 + n)}`,
		firstName: mark('first'),
		lastName: mark('last'),
		address: { city: mark('city'), postalCode: mark('zip') },
	};
	const names = ['Order Completed', 'Order Placed', 'Signed Up'];
	return {
		type: n % 5 === 0 ? 'identify' : 'track',
		event: names[n % names.length],
		messageId: `message-${n}`,
		userId: mark('user'),
		anonymousId: mark('anonymous'),
		...(n % 7 === 0 ? { timestamp: '2020-01-01T00:00:00Z' } : {}),
		traits,
		properties: { order_id: `order-${n}`, total: 5, currency: 'USD', email: traits.email, note: mark('note') },
		context: {
			traits,
			page: { url: `https://shop.example/thanks?oppref=${mark('click')}&mail=${mark('query')}` },
			ip: `203.0.113.${n}`,
			userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${mark('agent')}`,
		},
	};
}

const SECRETS = /Mark3dSecret/i;
const inBase64 = ['Mark3dSecret', 'xMark3dSecret', 'xxMark3dSecret'].map((text) =>
	Buffer.from(text).toString('base64').slice(4, 12),
);

describe('the admin listener of a gateway in use', () => {
	let gateway: GatewayProcess;
	let admin: string;
	let start: () => Promise<GatewayProcess>;

	before(async () => {
		const port = await freePort();
		admin = `http://127.0.0.1:${port}`;
		const args = ['--sandbox', '--port', '0', '--admin-port', String(port), '--data', temporaryFolder()];
		start = () => startGatewayProcess(args, AT_ONCE);
		gateway = await start();
	});
	after(async () => {
		await gateway.end('SIGTERM');
		removeTemporaryFolders();
	});

	const readText = async (path: string) => (await fetch(`${admin}${path}`)).text();

	it('tells all of 200 events that name people, and nothing of who they are', async () => {
		const stopping = new AbortController();
		const stream = await fetch(`${admin}/api/stream`, { signal: stopping.signal });
		let streamed = '';
		const reading = (async () => {
			for await (const chunk of stream.body ?? []) streamed += Buffer.from(chunk).toString();
		})().catch(() => {});
		const batch = Array.from({ length: EVENTS }, (_, n) => anEvent(n));
		await fetch(`${gateway.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch }) });
		await until('no event waits', async () => {
			const { events } = JSON.parse(await readText('/api/events?outcome=waiting'));
			const { received } = JSON.parse(await readText('/api/overview'));
			return events.length === 0 && received === EVENTS;
		});
		await until('the stream has told of it', () => streamed.includes('"accepted"'));
		const pages = [await readText('/api/events'), await readText('/api/overview'), await readText('/api/queue')];
		const { events } = JSON.parse(pages[0] ?? '');
		for (const { key } of events) pages.push(await readText(`/api/events/${key}`));
		stopping.abort();
		await reading;

		const shown = [...pages, streamed, gateway.stderr()].join('\n');
		expect(events).to.have.lengthOf(100);
		expect(shown).to.contain('"fields":[{');
		for (const text of [shown, decodeURIComponent(shown.replace(/%(?![0-9a-f]{2})/gi, '')), shown.toLowerCase()]) {
			expect(SECRETS.test(text)).to.equal(false);
		}
		for (const part of inBase64) expect(shown).not.to.contain(part);
		expect(/4917012/.test(shown)).to.equal(false);
		expect(/203\.0\.113\.\d/.test(shown)).to.equal(false);
	});

	it('forgets the stories of a person who is forgotten', async () => {
		const before = JSON.parse(await readText('/api/events?q=message-1')).events.length;
		await fetch(`${admin}/api/forget`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-openai-ads-admin': '1' },
			body: JSON.stringify({ userId: marked('user', 1) }),
		});
		const after = JSON.parse(await readText('/api/events?q=message-1')).events.length;

		expect([before, after]).to.deep.equal([1, 0]);
	});

	it('has its counts after a restart', async () => {
		const counts = async () => {
			const { received, accepted } = JSON.parse(await readText('/api/overview'));
			return [received, accepted];
		};
		const before = await counts();
		await gateway.end('SIGTERM');
		gateway = await start();

		expect(await counts()).to.deep.equal(before);
		expect(before[1]).to.be.greaterThan(50);
		expect(JSON.parse(await readText('/api/events'))).to.deep.equal({ events: [] });
	});
});
