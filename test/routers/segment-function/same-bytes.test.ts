import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { mapEvent } from '../../../src/destination/map/map-event.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { anOrderBy, NOW_MS } from '../../builders.js';
import { hostileEvent } from '../../map/hostile-events.js';
import { runs } from '../../runs.js';
import { aForm, loadFunction } from './segment-runner.js';

const CAPTURES: Readonly<Record<string, { readonly batch: readonly object[] }>> = JSON.parse(
	readFileSync(new URL('../../data/sdk-payloads.json', import.meta.url), 'utf8'),
);

/** Settings of the library, and the same settings in the form. */
const SETTINGS: readonly (readonly [settings: SettingsInput, fields: object])[] = [
	[{}, {}],
	[
		{
			unmappedEvents: 'custom',
			defaultCurrency: 'EUR',
			idFrom: ['properties.order_id', 'messageId'],
			apiVersion: '2026-06',
		},
		{
			unmappedEvents: 'custom',
			defaultCurrency: 'EUR',
			idFrom: ['properties.order_id', 'messageId'],
			apiVersion: '2026-06',
		},
	],
	[
		{
			eventMapping: [{ from: 'Cart Viewed', to: 'custom', customEventName: 'cart' }],
			fieldMapping: { 'user.email': ['properties["email"]', 'traits.email'], 'user.ip_address': [] },
			sourceUrl: { keepQuery: ['a'] },
			defaultCallingCode: '44',
			amountFrom: ['products'],
		},
		{
			eventMapping: { 'Cart Viewed': 'custom:cart' },
			fieldMapping: { 'user.email': 'properties["email"], traits.email', 'user.ip_address': 'off' },
			keepQuery: ['a'],
			defaultCallingCode: '44',
			amountFrom: ['products'],
		},
	],
];

describe('the Segment Function and mapEvent', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	after(() => sandbox.close());

	/** The bytes of every event that the function sends for these. */
	async function sentFor(events: readonly unknown[], fields: object): Promise<string> {
		sandbox.clear();
		await loadFunction().onBatch(events, aForm(sandbox.endpoint, { ...fields }));
		const [request] = sandbox.requests();
		return request === undefined
			? ''
			: (/^\{"events":\[(.*)\],"integration_source"/s.exec(request.body ?? '')?.[1] ?? '');
	}

	function mappedBytes(events: readonly unknown[], settings: SettingsInput): string {
		return events
			.map((event) => mapEvent(event, settings, NOW_MS))
			.flatMap((result) => (result.ok ? [JSON.stringify(result.event)] : []))
			.join(',');
	}

	for (const [index, [settings, fields]] of SETTINGS.entries()) {
		it(`send the same bytes for what the SDKs send, settings ${index}`, async () => {
			const events = Object.values(CAPTURES)
				.flatMap(({ batch }) => batch)
				.map((event) => ({ ...event, timestamp: '2026-11-22T11:59:00.000Z' }));

			const sent = await sentFor(events, fields);

			expect(sent).to.equal(mappedBytes(events, settings)).and.to.have.lengthOf.above(1000);
		});

		it(`send the same bytes for events of every kind, settings ${index}`, async () => {
			for (let round = 0; round < runs(1); round++) {
				const drawn = fc.sample(hostileEvent, { numRuns: 100, seed: 7 + index + round * SETTINGS.length });
				const events = drawn.map(asJson).filter((event) => event !== undefined);

				const sent = await sentFor(events, fields);

				expect(sent).to.equal(mappedBytes(events, settings)).and.to.have.lengthOf.above(1000);
			}
		});
	}

	it('differ in one thing: the function knows the names of countries in English only', async () => {
		const [english, code, german] = ['Germany', 'DEU', 'Deutschland'].map((country) =>
			anOrderBy({ address: { country } }),
		);

		expect(await sentFor([english, code], {}))
			.to.equal(mappedBytes([english, code], {}))
			.and.to.include('"DE"');
		expect(await sentFor([german], {})).not.to.include('countries');
		expect(mappedBytes([german], {})).to.include('"countries":["DE"]');
	});
});

/** Segment passes events as JSON. */
function asJson(event: unknown): unknown {
	try {
		return JSON.parse(JSON.stringify(event));
	} catch {
		return undefined;
	}
}
