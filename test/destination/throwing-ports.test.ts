import { expect } from 'chai';
import type { Destination } from '../../src/destination/index.js';
import type { Ports } from '../../src/destination/ports.js';
import type { Logger } from '../../src/destination/primitives/logger.js';
import { anOrder } from '../deliver/delivery-builders.js';
import { aDestination } from './a-destination.js';

const thrower = (): never => {
	throw new Error('broken');
};
const rejecter = () => Promise.reject(new Error('broken'));
const aLoggerThat = (fails: () => unknown) => ({ debug: fails, info: fails, warn: fails, error: fails }) as Logger;
const aStoreThat = (fails: () => Promise<never>) => ({ get: fails, merge: fails, forget: fails });
const revoked = () => {
	const { proxy, revoke } = Proxy.revocable({}, {});
	revoke();
	return proxy;
};

describe('createDestination, when a port fails', () => {
	const ports: readonly (readonly [claim: string, ports: Partial<Ports>, fate: string])[] = [
		['fetch throws at once', { fetch: thrower }, 'failed retries_exhausted'],
		['fetch rejects', { fetch: rejecter }, 'failed retries_exhausted'],
		['fetch gives nothing', { fetch: async () => undefined as never }, 'failed retries_exhausted'],
		['sleep rejects', { fetch: rejecter, sleep: rejecter }, 'failed retries_exhausted'],
		['sleep throws', { fetch: rejecter, sleep: thrower }, 'failed retries_exhausted'],
		['profiles reject', { profiles: aStoreThat(rejecter) }, 'accepted'],
		['profiles throw', { profiles: aStoreThat(thrower) }, 'accepted'],
		['profiles and logger fail', { profiles: aStoreThat(rejecter), logger: aLoggerThat(thrower) }, 'accepted'],
		['onResult throws', { onResult: thrower }, 'accepted'],
		['onResult rejects', { onResult: rejecter as never }, 'accepted'],
		['the logger throws', { fetch: rejecter, logger: aLoggerThat(thrower) }, 'failed retries_exhausted'],
		['the logger rejects', { fetch: rejecter, logger: aLoggerThat(rejecter) }, 'failed retries_exhausted'],
		['the logger lacks a level', { fetch: rejecter, logger: {} as Logger }, 'failed retries_exhausted'],
		['sha256 throws', { sha256: thrower }, 'discarded malformed'],
		['the clock throws', { nowMs: thrower }, 'discarded malformed'],
	];
	for (const [claim, broken, fate] of ports) {
		it(`rejects nothing when ${claim}`, async () => {
			const { destination } = aDestination({}, undefined, broken);
			const identified = await destination.identify(anOrder());

			const single = await destination.track(anOrder());
			const batch = await destination.sendBatch([anOrder(), null as never]);
			await destination.flush();
			await destination.close();

			const [first, second] = batch.map(({ outcome, reason }) => [outcome, reason].join(' ').trim());
			expect([single.outcome, single.reason].join(' ').trim()).to.equal(fate);
			expect([first, second]).to.deep.equal([fate, 'discarded malformed']);
			expect(identified.outcome).to.be.oneOf(['skipped', 'discarded']);
		});
	}

	it('hands the events back when the clock breaks while they wait', async () => {
		let isBroken = false;
		const nowMs = () => (isBroken ? thrower() : Date.parse(String(anOrder().timestamp)));
		const { destination, requests } = aDestination({ flushAt: 10 }, undefined, { nowMs });
		const sent = destination.send(anOrder());
		await new Promise(setImmediate);
		isBroken = true;

		await destination.close();

		expect(await sent).to.include({ outcome: 'failed', reason: 'retries_exhausted', attempts: 0 });
		expect(requests).to.deep.equal([]);
	});
});

describe('createDestination, whatever it is given', () => {
	const getter = {
		get type() {
			return thrower();
		},
	};
	const late = {
		...anOrder(),
		get properties() {
			return thrower();
		},
	};
	const events: readonly (readonly [claim: string, event: unknown])[] = [
		['nothing', undefined],
		['null', null],
		['a text', 'Order Completed'],
		['a number', 5],
		['an array', [anOrder()]],
		['a function', () => anOrder()],
		['an empty object', {}],
		['an event whose type cannot be read', getter],
		['an event whose properties cannot be read', late],
		['a revoked proxy', revoked()],
		['an event without an id', { ...anOrder(), messageId: undefined }],
	];
	const calls = ['track', 'page', 'identify', 'send'] as const;
	for (const [claim, event] of events) {
		it(`gives ${claim} a result`, async () => {
			const { destination, results } = aDestination();
			const given = event as Parameters<Destination['send']>[0]; // What a caller in JavaScript may do.

			const single = await Promise.all(calls.map((call) => destination[call](given)));
			const batch = await destination.sendBatch([given, anOrder()]);
			await destination.close();
			const afterwards = await destination.send(given);

			expect(single.map(({ attempts }) => attempts)).to.deep.equal([0, 0, 0, 0]);
			expect(batch.map(({ outcome }) => outcome)).to.deep.equal(['discarded', 'accepted']);
			expect(afterwards.reason).to.equal('closed');
			expect(results).to.have.lengthOf(7);
		});
	}
});
