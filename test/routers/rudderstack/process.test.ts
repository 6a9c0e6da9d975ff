import { expect } from 'chai';
import fc from 'fast-check';
import { process, TransformError } from '../../../src/destination/routers/rudderstack/index.js';
import { aTrackEvent, NOW_MS, PAGE_URL } from '../../builders.js';
import { API_KEY, aLogger } from '../../deliver/delivery-builders.js';
import { hostileEvent } from '../../map/hostile-events.js';
import { runs } from '../../runs.js';
import { aJob, aRudderDestination, ports } from './a-job.js';

function errorOf(message: unknown, config: Readonly<Record<string, unknown>> = {}): TransformError {
	try {
		process(aJob(1, { message, destination: aRudderDestination(config) }), ports);
	} catch (error) {
		expect(error).to.be.instanceOf(TransformError);
		return error as TransformError; // As just asserted.
	}
	throw new Error('It did not throw.');
}

describe("RudderStack's process", () => {
	it('tells the log what was left out, and names that are not mapped', () => {
		const logger = aLogger();
		const noisy = { ...ports, logger };
		// A Config of its own: what was told of another test's destination is not told again.
		const destination = aRudderDestination({ requestTimeout: 9871 });

		process(aJob(1, { message: aTrackEvent({ properties: { total: 5 } }), destination }), noisy);
		try {
			process(aJob(2, { message: aTrackEvent({ event: 'Order Placed' }), destination }), noisy);
		} catch {
			// Filtered: RudderStack takes that as an error.
		}

		expect(logger.calls.map(({ level, fields }) => [level, fields])).to.deep.equal([
			[
				'warn',
				{
					note: 'data.amount',
					detail: 'left out because its currency is unknown. Send properties.currency or set defaultCurrency.',
					count: 1,
					messageId: 'm1',
				},
			],
			[
				'warn',
				{
					name: 'Order Placed',
					detail:
						'Order Placed is not mapped. Did you mean Order Completed? Then add { "from": "Order Placed", "to": "order_created" } to eventMapping.',
				},
			],
		]);
	});

	it('returns the request also if the log throws', () => {
		const fail = () => {
			throw new Error('full');
		};
		const logger = { debug: fail, info: fail, warn: fail, error: fail };

		const request = process(aJob(1, { message: aTrackEvent({ properties: { total: 5 } }) }), { ...ports, logger });

		expect(request.body.JSON.events).to.have.length(1);
	});

	it('returns the REST request of one event', () => {
		const request = process(aJob(1, { message: aTrackEvent({ properties: { total: 5, currency: 'EUR' } }) }), ports);

		expect(request).to.deep.equal({
			version: '1',
			type: 'REST',
			method: 'POST',
			endpoint: 'https://bzr.openai.com/v1/events',
			headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
			params: { pid: 'pixel' },
			body: {
				JSON: {
					events: [
						{
							id: 'm1',
							type: 'order_created',
							timestamp_ms: NOW_MS - 60_000,
							action_source: 'web',
							source_url: PAGE_URL,
							data: { type: 'contents', amount: 500, currency: 'EUR' },
						},
					],
					integration_source: 'openai-ads-destination',
				},
				JSON_ARRAY: {},
				XML: {},
				FORM: {},
			},
			files: {},
			userId: '',
		});
	});

	it('marks validate-only events', () => {
		const destination = aRudderDestination({ validateOnly: true, integrationSource: 'acme' });

		const { body } = process(aJob(1, { destination }), ports);

		expect(body.JSON).to.include({ validate_only: true, integration_source: 'acme' });
	});

	it('throws 298 for an event left out on purpose', () => {
		const error = errorOf(aTrackEvent({ event: 'Cart Viewed' }));

		expect(error).to.be.instanceOf(Error);
		expect(error.statusCode).to.equal(298);
		expect(error.message).to.match(/^event_not_mapped: /);
		expect(error.statTags).to.deep.equal({ errorCategory: 'transformation', errorType: 'filtered' });
	});

	const discarded: readonly (readonly [claim: string, message: unknown, reason: RegExp])[] = [
		['no object', null, /^malformed: event/],
		['no type', {}, /^malformed: type/],
		['no id', aTrackEvent({ messageId: undefined }), /^malformed: id/],
		['an old one', aTrackEvent({ timestamp: NOW_MS - 8 * 86_400_000 }), /^expired: /],
		['one from the future', aTrackEvent({ timestamp: NOW_MS + 3_600_000 }), /^too_far_ahead: /],
	];
	for (const [claim, message, reason] of discarded) {
		it(`throws 400 for an event that can never be sent: ${claim}`, () => {
			const error = errorOf(message);

			expect(error.statusCode).to.equal(400);
			expect(error.message).to.match(reason);
			expect(error.statTags).to.deep.equal({ errorCategory: 'dataValidation', errorType: 'instrumentation' });
		});
	}

	it('throws 429 for a mistake in Config, and calls the setting by its name there', () => {
		const error = errorOf(aTrackEvent(), { flushAt: 5000 });

		expect(error.statusCode).to.equal(429);
		expect(error.message).to.equal('destination.Config.flushAt: expected an integer from 1 to 1000, got 5000.');
		expect(error.statTags).to.deep.equal({ errorCategory: 'dataValidation', errorType: 'configuration' });
	});

	it('throws 400 for a Config without key and pixel', () => {
		const { message } = errorOf(aTrackEvent(), { apiKey: undefined, pixelId: undefined });

		expect(message).to.match(/destination\.Config\.apiKey: required.*destination\.Config\.pixelId: required/);
	});

	it('remembers nobody', () => {
		const identify = { type: 'identify', messageId: 'i1', userId: 'u1', traits: { email: 'a@b.example' } };
		expect(errorOf(identify).message).to.match(/^profile_remembered/);

		const { body } = process(aJob(1), ports);

		expect(body.JSON.events[0]).to.not.have.nested.property('user.emails_sha256');
	});

	it('throws only its own error, whatever the event', () => {
		fc.assert(
			fc.property(hostileEvent, (message) => {
				try {
					const { body } = process(aJob(1, { message }), ports);
					return body.JSON.events.length === 1;
				} catch (error) {
					return error instanceof TransformError && [298, 400].includes(error.statusCode);
				}
			}),
			{ numRuns: runs(100) },
		);
	});

	const garbage: readonly unknown[] = [undefined, null, 0, 'x', [], {}, { message: {} }, { destination: null }];
	for (const input of garbage) {
		it(`throws its own 429 for ${JSON.stringify(input)}, which has no Config`, () => {
			expect(() => process(input as never, ports))
				.to.throw(TransformError)
				.with.property('statusCode', 429);
		});
	}

	it('shows no key and no person in its errors', () => {
		const { message } = errorOf(
			{ ...aTrackEvent({ timestamp: 0 }), userId: 'jane@doe.example' },
			{ endpoint: API_KEY },
		);

		expect(message).to.not.include(API_KEY);
		expect(message).to.not.include('jane');
	});
});
