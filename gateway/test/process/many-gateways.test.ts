import { expect } from 'chai';
import { until } from './gateway-process.js';
import { runFleet } from './many-gateways.js';

describe('several gateways on one PostgreSQL', function () {
	this.timeout(120_000);

	it('lose nothing when one of them and the server are killed, and take over within 12 s', async () => {
		let takeOverMs = 0;
		let shares: number[] = [];

		const aftermath = await runFleet(3, async ({ gateways, postgres, owners, untilAllOwned, acknowledged }) => {
			await untilAllOwned();
			await until('events are under way', () => acknowledged() > 500);
			await gateways.splice(0, 1)[0]?.end('SIGKILL');
			takeOverMs = await untilAllOwned();
			await postgres.kill();
			await postgres.restart();
			const before = acknowledged();
			await until('events are taken again', () => acknowledged() > before);
			await untilAllOwned();
			// Whoever was quicker after the restart yields what the other wants.
			await until('both gateways have as many pixels', async () => {
				shares = [...(await owners()).values()];
				return shares.every((share) => share === 3);
			});
		});

		expect(aftermath.lost).to.deep.equal([]);
		expect(aftermath.acknowledged).to.be.greaterThan(100);
		expect(takeOverMs).to.be.lessThan(12_000);
		expect(shares).to.deep.equal([3, 3]);
		expect(aftermath.said).to.not.match(/secret-user|jane@/);
		console.log(`      ${JSON.stringify({ ...aftermath, said: undefined, takeOverMs })}`);
	});
});
