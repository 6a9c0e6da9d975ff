/** RudderStack's two transform calls send what `mapEvent` makes, byte for byte, and leave out what it leaves out. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { mapEvent } from '../../../src/destination/map/map-event.js';
import { process, processRouterDest } from '../../../src/destination/routers/rudderstack/index.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { NOW_MS } from '../../builders.js';
import { hostileEvent } from '../../map/hostile-events.js';
import { runs } from '../../runs.js';
import { aMetadata, aRudderDestination, ports } from './a-job.js';

const CAPTURES: Readonly<Record<string, { readonly batch: readonly object[] }>> = JSON.parse(
	readFileSync(new URL('../../data/sdk-payloads.json', import.meta.url), 'utf8'),
);

const SETTINGS: readonly SettingsInput[] = [
	{},
	{
		unmappedEvents: 'custom',
		defaultCurrency: 'EUR',
		idFrom: ['properties.order_id', 'messageId'],
		apiVersion: '2026-06',
	},
	{
		eventMapping: [{ from: 'Cart Viewed', to: 'custom', customEventName: 'cart' }],
		fieldMapping: { 'user.email': ['properties["email"]', 'traits.email'], 'user.ip_address': [] },
		sourceUrl: { keepQuery: ['a'] },
		amountFrom: ['products'],
	},
];

/** What `mapEvent` makes of each: bytes, or why not. */
function byLibrary(events: readonly unknown[], settings: SettingsInput): string[] {
	return events.map((event) => {
		const mapped = mapEvent(event, settings, NOW_MS);
		return mapped.ok ? JSON.stringify(mapped.event) : String(mapped.reason);
	});
}

function byProcessor(events: readonly unknown[], settings: SettingsInput): string[] {
	return events.map((message) => {
		try {
			const { body } = process({ message, metadata: {}, destination: aRudderDestination({ ...settings }) }, ports);
			return JSON.stringify(body.JSON.events[0]);
		} catch (error) {
			return (error as Error).message.split(':', 1)[0] ?? '';
		}
	});
}

async function byRouter(events: readonly unknown[], settings: SettingsInput): Promise<string[]> {
	const destination = aRudderDestination({ ...settings });
	const jobs = events.map((message, index) => ({ message, metadata: aMetadata(index), destination }));
	const made: string[] = [];
	for (const output of await processRouterDest(jobs, ports)) {
		const isRequest = 'batchedRequest' in output;
		const sent = isRequest ? output.batchedRequest.body.JSON.events : [];
		const reason = isRequest ? '' : (output.error.split(':', 1)[0] ?? '');
		for (const [index, { jobId }] of output.metadata.entries())
			made[Number(jobId)] = isRequest ? JSON.stringify(sent[index]) : reason;
	}
	return made;
}

describe('RudderStack and mapEvent', () => {
	for (const [index, settings] of SETTINGS.entries()) {
		it(`send the same bytes for what the SDKs send, settings ${index}`, async () => {
			const events = Object.values(CAPTURES)
				.flatMap(({ batch }) => batch)
				.map((event) => ({ ...event, timestamp: '2026-11-22T11:59:00.000Z' }));

			const expected = byLibrary(events, settings);

			expect(byProcessor(events, settings)).to.deep.equal(expected);
			expect(await byRouter(events, settings)).to.deep.equal(expected);
			expect(expected.join('')).to.have.lengthOf.above(1000);
		});

		it(`send the same bytes for events of every kind, settings ${index}`, async () => {
			for (let round = 0; round < runs(1); round++) {
				const events = fc.sample(hostileEvent, { numRuns: 100, seed: 11 + index + round * SETTINGS.length });

				const expected = byLibrary(events, settings);

				expect(byProcessor(events, settings)).to.deep.equal(expected);
				expect(await byRouter(events, settings)).to.deep.equal(expected);
				expect(expected.some((made) => made.startsWith('{'))).to.equal(true);
			}
		});
	}
});
