/** Three gateways on one PostgreSQL, and whatever may befall them, one after the other. */

import { expect } from 'chai';
import { until } from '../gateway/test/process/gateway-process.js';
import { type Fleet, runFleet } from '../gateway/test/process/many-gateways.js';
import { startSilentProxy } from '../gateway/test/queue/postgres/a-silent-proxy.js';
import type { Proof } from './proof.js';

const LEASE_MS = 10_000;
const [MAX_TAKE_OVER_MS, MAX_HALF_OPEN_MS, MAX_ANSWER_MS] = [12_000, 15_000, 5000];

/** How long each fault left a pixel without an owner, in milliseconds. */
type TakeOvers = Record<string, number>;

export const manyGateways: Proof = {
	shows: `Three gateways with six pixels lose nothing when one is killed, one is frozen for three leases, one is cut off, all are restarted in turn and the server is killed twice: each pixel has an owner again within ${MAX_TAKE_OVER_MS / 1000} s, ${MAX_HALF_OPEN_MS / 1000} s after a cut, no answer takes more than ${MAX_ANSWER_MS / 1000} s, and no more events are doubled than were under way.`,
	limitMinutes: 15,
	async run() {
		const takeOvers: TakeOvers = {};
		let inFlight = 0;
		const { acknowledged, lost, resent, slowestMs } = await runFleet(3, async (fleet) => {
			for (const [name, fault] of Object.entries(FAULTS)) {
				await fleet.untilAllOwned();
				const before = fleet.acknowledged();
				await until('events are under way', () => fleet.acknowledged() > before);
				inFlight += await fleet.inFlight();
				takeOvers[name] = await fault(fleet);
				await until('events are taken again', () => fleet.acknowledged() > before);
			}
		});
		const found = JSON.stringify({ takeOvers, inFlight, acknowledged, resent, slowestMs });

		expect(lost, found).to.deep.equal([]);
		expect(resent, found).to.be.at.most(inFlight);
		expect(slowestMs, found).to.be.below(MAX_ANSWER_MS);
		const { 'cut off': cutOff = Number.NaN, ...others } = takeOvers;
		expect(cutOff, found).to.be.below(MAX_HALF_OPEN_MS);
		expect(Math.max(...Object.values(others)), found).to.be.below(MAX_TAKE_OVER_MS);
		return {
			'events acknowledged': acknowledged,
			'of these lost': lost.length,
			'sent twice': resent,
			'under way when a fault began, all faults together': inFlight,
			...Object.fromEntries(
				Object.entries(takeOvers).map(([name, ms]) => [`until all pixels had an owner: ${name}`, `${ms} ms`]),
			),
			'slowest answer': `${slowestMs.toFixed(0)} ms`,
		};
	},
};

/** @returns milliseconds until all pixels had an owner again */
const FAULTS: Readonly<Record<string, (fleet: Fleet) => Promise<number>>> = {
	'one killed': async ({ gateways, start, untilAllOwned }) => {
		await gateways.shift()?.end('SIGKILL');
		const ms = await untilAllOwned();
		await start();
		return ms;
	},
	'one frozen for three leases': async ({ gateways, untilAllOwned }) => {
		const frozen = gateways.shift();
		const startMs = performance.now();
		process.kill(frozen?.pid ?? 0, 'SIGSTOP');
		const ms = await untilAllOwned();
		await until('three leases have passed', () => performance.now() - startMs > 3 * LEASE_MS, 4 * LEASE_MS);
		process.kill(frozen?.pid ?? 0, 'SIGCONT');
		if (frozen !== undefined) gateways.push(frozen);
		await untilAllOwned();
		return ms;
	},
	'cut off': async ({ postgres, gateways, start, untilAllOwned }) => {
		const proxy = await startSilentProxy(postgres.port);
		await gateways.shift()?.end('SIGTERM');
		const cut = await start(postgres.url.replace(/:\d+\//, `:${proxy.port}/`));
		await untilAllOwned();
		proxy.isSilent = true;
		// It answers events all the while; it owns nothing any more.
		gateways.splice(gateways.indexOf(cut), 1);
		const ms = await untilAllOwned();
		const answer = await fetch(`${cut.url}/readyz`);
		expect(answer.status).to.equal(503);
		await cut.end('SIGKILL');
		await proxy.close();
		await start();
		return ms;
	},
	'each restarted in turn': async ({ gateways, start, untilAllOwned }) => {
		let ms = 0;
		for (const gateway of [...gateways]) {
			gateways.splice(gateways.indexOf(gateway), 1);
			await gateway.end('SIGTERM');
			ms = Math.max(ms, await untilAllOwned());
			await start();
			await untilAllOwned();
		}
		return ms;
	},
	'server killed': killServer,
	'server killed again': killServer,
};

async function killServer({ postgres, untilAllOwned }: Fleet): Promise<number> {
	await postgres.kill();
	await postgres.restart();
	return untilAllOwned();
}
