import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { createSandbox } from '../../src/sandbox/index.js';
import { aLead, NOW_MS, post, postEvents } from './a-request.js';

describe('createSandbox', () => {
	it('answers 500 when the clock it was given throws', async () => {
		const sandbox = await createSandbox({
			nowMs: () => {
				throw new Error('no clock');
			},
		});

		const { status } = await post(sandbox.endpoint);

		await sandbox.close();
		expect(status).to.equal(500);
	});
});

describe('clear()', () => {
	it('forgets events, their ids, requests and faults', async () => {
		const sandbox = await createSandbox({ nowMs: () => NOW_MS });
		await postEvents(sandbox.endpoint, [aLead()]);
		sandbox.fault({ status: 503 });

		sandbox.clear();

		const after = [sandbox.events(), sandbox.requests()];
		const { status } = await post(sandbox.endpoint);
		const stored = sandbox.events().length;
		await sandbox.close();
		expect([after, status, stored]).to.deep.equal([[[], []], 200, 1]);
	});
});

describe('close()', () => {
	it('cuts keep-alive connections', async () => {
		const sandbox = await createSandbox();
		const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
		await once(socket, 'connect');
		socket.resume();
		const cut = once(socket, 'close');

		await sandbox.close();

		await cut;
		expect(socket.destroyed).to.equal(true);
	});

	it('does not wait for a delayed answer', async () => {
		const sandbox = await createSandbox({ nowMs: () => NOW_MS });
		sandbox.fault({ delayMs: 60_000 });
		const answer = post(sandbox.endpoint).catch((error: unknown) => error);
		while (sandbox.requests().length === 0) await new Promise(setImmediate);

		await sandbox.close();

		expect(await answer).to.be.instanceOf(TypeError);
	});

	it('may be called twice', async () => {
		const sandbox = await createSandbox();
		await sandbox.close();

		await sandbox.close();

		expect(await post(sandbox.endpoint).catch(() => 'refused')).to.equal('refused');
	});

	it('survives a client that hangs up in the middle of a request', async () => {
		const sandbox = await createSandbox({ nowMs: () => NOW_MS });
		const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
		socket.write('POST /v1/events?pid=x HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"ev');
		await once(socket, 'connect');
		socket.destroy();
		await once(socket, 'close');

		const { status } = await post(sandbox.endpoint);

		await sandbox.close();
		expect(status).to.equal(200);
	});
});
