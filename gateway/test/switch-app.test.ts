import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { type FastifyInstance, fastify } from 'fastify';
import { createAppSwitch } from '../src/switch-app.js';

describe('createAppSwitch', () => {
	let listening: FastifyInstance;
	let url: string;

	/** Answers its name, and only when told. */
	async function anApp(name: string, wait: Promise<void> = Promise.resolve()): Promise<FastifyInstance> {
		const app = fastify();
		app.get('/', async () => {
			await wait;
			return name;
		});
		await app.ready();
		return app;
	}
	const ask = async () => (await fetch(url)).text();

	async function listen(app: FastifyInstance): Promise<void> {
		listening = app;
		await listening.listen({ port: 0, host: '127.0.0.1' });
		url = `http://127.0.0.1:${(listening.server.address() as AddressInfo).port}`;
	}
	afterEach(() => listening.close());

	it('lets the first service answer, until another does, on the same port', async () => {
		await listen(await anApp('one'));
		const apps = createAppSwitch(listening);
		const first = await ask();

		apps.to(await anApp('two'));

		expect([first, await ask()]).to.deep.equal(['one', 'two']);
	});

	it('lets requests end where they began', async () => {
		let answer = () => {};
		await listen(await anApp('one', new Promise((resolve) => (answer = resolve))));
		const apps = createAppSwitch(listening);
		const asked = ask();
		await new Promise((resolve) => listening.server.once('request', resolve));

		apps.to(await anApp('two'));
		answer();

		expect(await asked).to.equal('one');
	});

	it('closes the service of the moment, and leaves the port to whoever opened it', async () => {
		await listen(await anApp('one'));
		const apps = createAppSwitch(listening);
		let closes = 0;
		const two = fastify();
		two.addHook('onClose', async () => void closes++);
		await two.ready();
		apps.to(two);

		await apps.close();

		expect([closes, listening.server.listening]).to.deep.equal([1, true]);
	});
});
