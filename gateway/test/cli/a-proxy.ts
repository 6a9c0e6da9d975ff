/** A proxy that tunnels to a server with a certificate of its own, and the environment in which the command trusts that server. */

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.js';

/** Names that nobody can resolve: only the proxy can lead there. */
export const OPENAI = 'openai.invalid';

export interface TestProxy {
	readonly url: string;
	/** What clients asked the proxy for: `openai.invalid:443`, with their credentials. */
	readonly calls: { readonly target: string; readonly credentials: string | undefined }[];
	/** What arrived at the server behind it: method, host and path. */
	readonly requests: string[];
	/** For the command: the server's certificate, and an endpoint that only the proxy can reach. */
	readonly env: Record<string, string>;
	close(): Promise<void>;
}

/** @param answer what the proxy answers instead of tunnelling: a status, or nothing at all */
export async function aProxy(answer?: number | 'silence'): Promise<TestProxy> {
	const certificate = makeCertificate([OPENAI, 'api.segmentapis.com']);
	const [calls, requests]: [TestProxy['calls'], string[]] = [[], []];
	const sockets = new Set<Socket>();
	const origin = createTlsServer(certificate, (request, response) => answerOrigin(request, response, requests));
	const proxy = createServer();
	proxy.on('connect', (request: IncomingMessage, client: Socket) => {
		calls.push({ target: request.url ?? '', credentials: request.headers['proxy-authorization'] });
		client.on('error', () => client.destroy());
		if (answer === 'silence') return;
		if (answer !== undefined) {
			client.end(`HTTP/1.1 ${answer} No\r\ncontent-length: 0\r\n\r\n`);
			return;
		}
		const behind = connect(portOf(origin), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			behind.pipe(client).pipe(behind);
		});
		sockets.add(behind);
		behind.on('error', () => client.destroy());
	});
	for (const server of [proxy, origin]) {
		server.on('connection', (socket: Socket) => sockets.add(socket));
		await once(server.listen(0, '127.0.0.1'), 'listening');
	}
	return {
		url: `http://127.0.0.1:${portOf(proxy)}`,
		calls,
		requests,
		env: {
			NODE_EXTRA_CA_CERTS: certificate.file,
			OPENAI_CONVERSIONS_API_KEY: 'secret-key',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_ENDPOINT: `https://${OPENAI}/v1/events`,
		},
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await Promise.all([proxy, origin].map((server) => new Promise((closed) => server.close(closed))));
		},
	};
}

function answerOrigin(
	request: IncomingMessage,
	response: import('node:http').ServerResponse,
	requests: string[],
): void {
	requests.push(`${request.method} ${request.headers.host}${request.url}`);
	request.resume();
	request.once('end', () => {
		response.setHeader('content-type', 'application/json');
		const functions = { data: { functions: [], pagination: { current: 'MA==', next: null } } };
		response.end(JSON.stringify(request.headers.host === OPENAI ? { accepted_events: 1 } : functions));
	});
}

/** Made anew each time, so that no private key lies in the repository. */
function makeCertificate(hosts: readonly string[]): { key: string; cert: string; file: string } {
	const folder = temporaryFolder();
	const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const names = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`;
	const flags = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
	const places = ['-subj', '/CN=test', '-addext', names, '-keyout', keyFile, '-out', file];
	execFileSync('openssl', ['req', ...flags, ...places], { stdio: 'ignore' });
	return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}
