import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { API_KEY, aDelivery, aServer, items, NOW_MS } from './delivery-builders.js';
import { RECORDED } from './recorded-errors.js';

describe('createDelivery, requests spent on a refused batch of 1000', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS, apiKey: API_KEY, pixelId: 'pixel' });
	});
	afterEach(() => sandbox.close());

	const costs: readonly (readonly [claim: string, badAt: readonly number[], indexInError: boolean, most: number])[] = [
		['one bad event that is named', [500], true, 2],
		['three bad events that are named', [0, 499, 999], true, 4],
		['one bad event, first and unnamed', [0], false, 24],
		['one bad event, in the middle and unnamed', [617], false, 24],
		['one bad event, last and unnamed', [999], false, 24],
	];
	for (const [claim, badAt, indexInError, most] of costs) {
		it(`spends at most ${most} on ${claim}`, async () => {
			if (!indexInError) sandbox.fault({ indexInError });

			const delivered = await aDelivery({ endpoint: sandbox.endpoint })(items(1000, badAt));

			const bad = delivered.flatMap(({ result }, index) => (result.reason === 'rejected' ? [index] : []));
			expect(sandbox.requests().length).to.be.at.most(most);
			expect(bad).to.deep.equal(badAt);
			expect(sandbox.events()).to.have.lengthOf(1000 - badAt.length);
			expect(delivered.filter(({ result }) => result.outcome === 'accepted')).to.have.lengthOf(1000 - badAt.length);
		});
	}

	it('spends no more than the cap on 500 bad events, and reports undecided ones as failed', async () => {
		sandbox.fault({ indexInError: false });
		const everySecond = Array.from({ length: 500 }, (_, index) => index * 2);

		const delivered = await aDelivery({ endpoint: sandbox.endpoint })(items(1000, everySecond));

		const count = (reason: string | undefined) => delivered.filter(({ result }) => result.reason === reason).length;
		const accepted = delivered.filter(({ result }) => result.outcome === 'accepted').map(({ result }) => result.id);
		expect(sandbox.requests()).to.have.lengthOf(64);
		expect(count(undefined) + count('rejected') + count('not_isolated')).to.equal(1000);
		expect(count('not_isolated')).to.be.greaterThan(900);
		expect(delivered.filter(({ result }, index) => result.reason === 'rejected' && index % 2 === 1)).to.deep.equal([]);
		expect(sandbox.events().map(({ id }) => id)).to.have.members(accepted);
	});

	const refusals: readonly (readonly [claim: string, settings: { apiKey?: string; pixelId?: string }])[] = [
		['a wrong key', { apiKey: 'sk-wrong-key' }],
		['an unknown pixel ID', { pixelId: 'other' }],
	];
	for (const [claim, settings] of refusals) {
		it(`spends 1 on ${claim}`, async () => {
			const delivered = await aDelivery({ endpoint: sandbox.endpoint, ...settings })(items(1000));

			expect(sandbox.requests()).to.have.lengthOf(1);
			expect(delivered.every(({ result }) => result.reason === 'unauthorized' && result.attempts === 1)).to.equal(true);
		});
	}

	it('spends 1 on a redirect', async () => {
		sandbox.fault({ status: 307, probability: 1 });

		const delivered = await aDelivery({ endpoint: sandbox.endpoint })(items(1000));

		expect(sandbox.requests()).to.have.lengthOf(1);
		expect(delivered.every(({ result }) => result.reason === 'unauthorized')).to.equal(true);
	});

	it('spends 1 on the recorded refusal of a request without pid', async () => {
		const body = JSON.stringify({ error: RECORDED.missingPixel });
		const server = await aServer((response) => response.writeHead(400).end(body));

		const delivered = await aDelivery({ endpoint: server.endpoint })(items(1000));

		await server.close();
		expect(server.bodies).to.have.lengthOf(1);
		expect(delivered.every(({ result }) => result.reason === 'unauthorized')).to.equal(true);
	});
});
