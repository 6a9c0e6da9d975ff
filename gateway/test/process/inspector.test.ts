/** Nothing raw of a person leaves the admin listener: not by a route, not by the stream, not by the log. */

import { expect } from 'chai';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';
import { aMarkedEvent, findMarks, marked } from './marked-events.js';

const EVENTS = 200;
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
		const batch = Array.from({ length: EVENTS }, (_, n) => aMarkedEvent(n));
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
		expect(findMarks(shown)).to.deep.equal([]);
	});

	it('tells how much room the disk of the queue has', async () => {
		const { freeBytes, waiting } = JSON.parse(await readText('/api/queue'));

		expect(freeBytes).to.be.greaterThan(1_000_000);
		expect(waiting).to.equal(0);
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
