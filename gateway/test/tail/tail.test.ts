import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Summary } from '../../src/tail/summary.js';
import { tail } from '../../src/tail/tail.js';

const EVENT: Summary = {
	key: '7',
	at: '2026-11-27T10:00:00.000Z',
	pixel: 'shop',
	name: 'Order Completed',
	id: '1001',
	messageId: 'm1',
	outcome: 'waiting',
	source: 'analytics-node',
};

describe('tail', () => {
	let server: Server;
	let kept: readonly Summary[];
	let since: unknown;

	beforeEach(async () => {
		server = createServer(({ url = '', headers }, response) => {
			if (!url.startsWith('/api/stream'))
				return response.end(JSON.stringify(url.startsWith('/api/events') ? { events: kept } : []));
			since = headers['last-event-id'];
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			const frame = { events: [{ ...EVENT, outcome: 'accepted' }], more: 0 };
			return response.write(`event: events\nid: 9\ndata: ${JSON.stringify(frame)}\n\n`);
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	});
	afterEach(() => {
		server.close();
		server.closeAllConnections();
	});

	/** @returns outcomes in the order in which they are printed, until the stream has told one */
	async function follow(): Promise<readonly string[]> {
		const stopping = new AbortController();
		const printed: string[] = [];
		const printer = {
			events: (events: readonly Summary[]) => {
				printed.push(...events.map(({ outcome }) => outcome));
				if (printed.at(-1) === 'accepted') stopping.abort();
			},
			health: () => {},
			second: () => {},
		};
		const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const ports = { printer, tell: () => {}, sleep: async () => {} };
		await tail({ origin, token: undefined, fetch }, { filters: {}, last: 20 }, ports, stopping.signal);
		return printed;
	}

	it('asks the stream for all that has changed since the newest event that it has printed', async () => {
		kept = [EVENT];

		expect([await follow(), since]).to.deep.equal([['waiting', 'accepted'], '7']);
	});

	it('asks for everything where nothing was kept yet', async () => {
		kept = [];

		expect([await follow(), since]).to.deep.equal([['accepted'], '1']);
	});
});
