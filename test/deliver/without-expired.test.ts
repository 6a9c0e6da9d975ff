import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { aDelivery, anItem, DAY_MS, NOW_MS } from './delivery-builders.js';

const MARGIN_MS = 60_000;
const OLDEST_MS = NOW_MS - 7 * DAY_MS + MARGIN_MS;

describe('withoutExpired', () => {
	let sandbox: Sandbox;
	let nowMs: number;
	beforeEach(async () => {
		nowMs = NOW_MS;
		sandbox = await createSandbox({ nowMs: () => nowMs });
	});
	afterEach(() => sandbox.close());

	it('leaves out events within a minute of seven days old and sends the rest', async () => {
		const batch = [OLDEST_MS - 1, OLDEST_MS, NOW_MS].map((timestamp_ms, at) => anItem(`m${at}`, { timestamp_ms }));

		const delivered = await deliver(batch);

		expect(delivered.map(fateOf)).to.deep.equal(['discarded expired 0', 'accepted 1', 'accepted 1']);
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['m1', 'm2']);
	});

	it('makes no request when nothing is left', async () => {
		const delivered = await deliver([anItem('m0', { timestamp_ms: OLDEST_MS - 1 })]);

		expect(delivered.map(fateOf)).to.deep.equal(['discarded expired 0']);
		expect(delivered[0]?.result).not.to.have.property('requestId');
		expect(sandbox.requests()).to.deep.equal([]);
	});

	it('checks again before each resend and counts the requests that each event travelled in', async () => {
		sandbox.fault({ status: 503, times: 3 });
		const ages = [OLDEST_MS, OLDEST_MS + 1000, NOW_MS];
		const batch = ages.map((timestamp_ms, at) => anItem(`m${at}`, { timestamp_ms }));

		const delivered = await deliver(batch, 1000);

		// m0 becomes too old during the first wait, m1 during the second.
		expect(delivered.map(fateOf)).to.deep.equal(['discarded expired 1', 'discarded expired 2', 'accepted 4']);
		expect(sandbox.requests().map(({ eventCount }) => eventCount)).to.deep.equal([3, 2, 1, 1]);
		expect(delivered[0]?.result.requestId).to.match(/^req_/);
		expect(delivered[0]?.result.requestId).not.to.equal(delivered[2]?.result.requestId);
	});

	it('ends the resends when every event has become too old', async () => {
		sandbox.fault({ status: 503, probability: 1 });

		const delivered = await deliver([anItem('m0', { timestamp_ms: OLDEST_MS })], 1000);

		expect(delivered.map(fateOf)).to.deep.equal(['discarded expired 1']);
	});

	it('does not count a batch of old events as accepted, which would discard a suspect', async () => {
		sandbox.fault({ status: 413 }); // The two of them together.
		sandbox.fault({ status: 400 }); // m0 alone.
		sandbox.fault({ status: 503 }); // m1 alone, which ages out during the wait.
		const batch = [anItem('m0'), anItem('m1', { timestamp_ms: OLDEST_MS })];

		const delivered = await deliver(batch, 1000);

		expect(delivered.map(fateOf)).to.deep.equal(['failed not_isolated 2', 'discarded expired 2']);
	});

	function deliver(batch: Parameters<ReturnType<typeof aDelivery>>[0], msPerWait = 0) {
		const sleep = async () => {
			nowMs += msPerWait;
		};
		return aDelivery({ endpoint: sandbox.endpoint }, { nowMs: () => nowMs, sleep })(batch);
	}
});

function fateOf({ result: { outcome, reason, attempts } }: Awaited<ReturnType<ReturnType<typeof aDelivery>>>[number]) {
	return [outcome, reason, attempts].filter((part) => part !== undefined).join(' ');
}
