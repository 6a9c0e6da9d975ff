import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { endCommands, runCommand, startCommand, untilReady } from '../cli/run-command.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

/** Nothing listens at the endpoint, so that all events wait. */
const ENV = {
	OPENAI_CONVERSIONS_API_KEY: 'the-key',
	OPENAI_ADS_PIXEL_ID: 'the-pixel',
	OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:9/v1/events',
	OPENAI_ADS_ADMIN_PORT: '0',
};
const BREAK = fileURLToPath(new URL('break-thread.mjs', import.meta.url));

describe('a gateway whose store has lost its thread', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	it('is not ready any more, says so, ends with 1, and has lost nothing that it had acknowledged', async () => {
		const data = temporaryFolder();
		const options = { ...ENV, NODE_OPTIONS: `--import=${BREAK}` };
		const command = startCommand(['start', '--port', '0', '--data', data], options);
		const url = await untilReady(command);
		const order = (messageId: string) =>
			JSON.stringify({
				...{ event: 'Order Completed', messageId, timestamp: new Date().toISOString() },
				properties: { total: 5, currency: 'USD' },
			});
		const statuses = { ready: [] as number[], orders: [] as number[] };
		const visit = async () => {
			statuses.ready.push((await fetch(`${url}/readyz`)).status);
			const body = order(`m${statuses.orders.length}`);
			statuses.orders.push((await fetch(`${url}/v1/track`, { method: 'POST', body })).status);
		};
		await visit();

		command.process.kill('SIGUSR2');
		// Until nobody answers any more.
		while (
			await visit().then(
				() => true,
				() => false,
			)
		);
		const code = await command.ended;
		const { stdout } = await runCommand(['pixels', '--json', '--data', data], { env: ENV });

		expect(code).to.equal(1);
		for (const seen of [statuses.ready, statuses.orders]) {
			const firstLost = seen.indexOf(503);
			expect(firstLost, String(seen)).to.be.above(0);
			expect(new Set(seen.slice(0, firstLost))).to.deep.equal(new Set([200]));
			expect(new Set(seen.slice(firstLost))).to.deep.equal(new Set([503]));
		}
		const acknowledged = statuses.orders.filter((status) => status === 200).length;
		expect(JSON.parse(stdout).waiting).to.equal(acknowledged);
		const lines = command
			.stderr()
			.split('\n')
			.filter((line) => line.includes('The thread that keeps the queue has ended'));
		expect(lines).to.have.length(1);
		expect(lines[0]).to.include('"level":"error"').and.to.include('TypeError');
	}).timeout(60_000);
});
