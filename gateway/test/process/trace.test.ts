/** A trace goes in with an event and comes out with its request, over the disk. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, startGatewayProcess, until } from './gateway-process.js';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the trace of a request', () => {
	after(removeTemporaryFolders);

	it('is sent on with its event, and does not stick to the next one', async () => {
		const received: IncomingHttpHeaders[] = [];
		const openAI = createServer((request, response) => {
			received.push(request.headers);
			request.resume().on('end', () => response.end());
		}).listen(0, '127.0.0.1');
		await once(openAI, 'listening');
		const { port } = openAI.address() as AddressInfo; // It listens on a port, so it has one.
		const gateway = await startGatewayProcess(['--port', '0', '--admin-port', '0', '--data', temporaryFolder()], {
			...AT_ONCE,
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: `http://127.0.0.1:${port}/`,
		});
		const send = (messageId: string, headers: Record<string, string>) =>
			fetch(`${gateway.url}/v1/track`, {
				method: 'POST',
				headers,
				body: JSON.stringify({
					event: 'Order Completed',
					messageId,
					userId: 'u1',
					properties: { total: 5, currency: 'USD' },
				}),
			});

		await send('traced', { traceparent: TRACE });
		await until('the first event is sent', () => received.length === 1);
		await send('plain', {});
		await until('the second event is sent', () => received.length === 2);
		await gateway.end('SIGTERM');
		openAI.close();

		expect(received.map(({ traceparent }) => traceparent)).to.deep.equal([TRACE, undefined]);
		expect(received[0]?.authorization).to.equal('Bearer the-key');
	});
});
