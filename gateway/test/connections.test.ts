import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import { type FastifyInstance, fastify } from 'fastify';
import { watch } from '../src/connections.js';
import { createRecordingLog } from './recording-log.js';

describe('watch', () => {
	let app: FastifyInstance;

	beforeEach(async () => {
		app = fastify();
		app.get('/', async () => 'ok');
		await app.listen({ port: 0, host: '127.0.0.1' });
	});
	afterEach(async () => {
		app.server.closeAllConnections();
		await app.close();
	});

	const open = async () => {
		const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
		await once(socket, 'connect');
		return socket;
	};

	it('does not wait for a connection on which nothing has come when it closes', async () => {
		const service = watch(app, 1, createRecordingLog());
		const accepted = once(app.server, 'connection');
		const socket = await open();
		await accepted;

		const closed = once(socket.resume(), 'close');
		await service.close(60_000);

		await closed;
	});

	it('waits for a request that is under way', async () => {
		const service = watch(app, 1, createRecordingLog());
		const accepted = once(app.server, 'connection');
		const socket = await open();
		await accepted;
		socket.write('GET / HTTP/1.1\r\nhost: x\r\n');
		await new Promise(setImmediate);

		const closing = service.close(60_000);
		socket.write('\r\n');
		const [answer] = await once(socket, 'data');
		socket.destroy();
		await closing;

		expect(String(answer)).to.match(/^HTTP\/1\.1 \d{3}/);
	});

	it('refuses connections beyond its share of the open files, and says so', async () => {
		const log = createRecordingLog();
		watch(app, 0.5, log, 66);
		const first = await open();
		const dropped = once(app.server, 'drop');

		const second = await open();
		await dropped;

		expect(log.lines.map(({ level, fields }) => [level, fields['open']])).to.deep.equal([['warn', 1]]);
		first.destroy();
		second.destroy();
	});
});
