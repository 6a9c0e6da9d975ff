/** The sender of docs/recipes.md with OpenTelemetry, without OpenTelemetry: its API is two functions here. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { codeOf, run } from './recipe-code.js';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('recipes: OpenTelemetry', () => {
	it('sends the trace of the active span, the write key and the event', async () => {
		const received: { url?: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
		const gateway = createServer(async (request, response) => {
			let body = '';
			for await (const chunk of request) body += chunk;
			received.push({ url: request.url, headers: request.headers, body });
			response.end();
		}).listen(0, '127.0.0.1');
		await once(gateway, 'listening');
		const { port } = gateway.address() as AddressInfo; // It listens on a port, so it has one.
		const inject = (span: unknown, carrier: Record<string, string>) =>
			Object.assign(carrier, span === 'the-span' ? { traceparent: TRACE } : {});
		const modules = { '@opentelemetry/api': { context: { active: () => 'the-span' }, propagation: { inject } } };
		const globals = { process: { env: { GATEWAY_URL: `http://127.0.0.1:${port}` } } };
		const { track } = run(codeOf('OpenTelemetry', 'js'), { modules, globals });

		await (track as (event: object) => Promise<Response>)({ event: 'Order Completed' });
		gateway.close();

		const [call] = received;
		expect([call?.url, call?.headers['traceparent'], call?.body]).to.deep.equal([
			'/v1/track',
			TRACE,
			'{"event":"Order Completed"}',
		]);
		expect(call?.headers.authorization).to.equal(`Basic ${btoa('WRITE-KEY:')}`);
	});
});
