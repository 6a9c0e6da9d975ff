import { expect } from 'chai';
import { createDestination, SettingsError, type SettingsInput } from '../../src/destination/index.js';
import { anOrder, DAY_MS, NOW_MS } from '../deliver/delivery-builders.js';
import { aDestination, idsOf } from './a-destination.js';

const NO_URL = 'no usable URL for a `web` event, sent as `other`. Send context.page.url or set sourceUrl.fallback.';
const ISO = new Date(NOW_MS).toISOString();

describe('createDestination', () => {
	const mistakes: readonly (readonly [claim: string, settings: unknown, problems: readonly RegExp[]])[] = [
		['no key', { pixelId: 'p' }, [/^settings\.apiKey: required/]],
		['no pixel ID', { apiKey: 'k' }, [/^settings\.pixelId: required/]],
		['neither', {}, [/^settings\.apiKey: required/, /^settings\.pixelId: required/]],
		['an unknown setting', { apiKey: 'k', pixelId: 'p', flushat: 5 }, [/^settings\.flushat: unknown setting/]],
		['no settings at all', undefined, [/^settings: /]],
		['null for settings', null, [/^settings: /]],
	];
	for (const [claim, settings, problems] of mistakes) {
		it(`throws a SettingsError that names ${claim}`, () => {
			const create = () => createDestination(settings as SettingsInput);

			const error = catchError(create);

			expect(error).to.be.instanceOf(SettingsError);
			const lines = (error as SettingsError).problems;
			expect(lines).to.have.lengthOf(problems.length);
			for (const [index, problem] of problems.entries()) expect(lines[index]).to.match(problem);
		});
	}

	it('takes null for ports', () => {
		const create = () => createDestination({ apiKey: 'k', pixelId: 'p' }, null as unknown as undefined);

		expect(create).not.to.throw();
	});

	it('tells everything about an accepted event', async () => {
		const { destination, results } = aDestination({}, () =>
			Response.json({ accepted_events: 1 }, { headers: { 'x-request-id': 'req_1' } }),
		);

		const result = await destination.send(anOrder({ context: { providers: { openAI: { oppref: 'click' } } } }));

		expect(result).to.deep.equal({
			outcome: 'accepted',
			messageId: 'order-1',
			id: 'order-1',
			type: 'order_created',
			attempts: 1,
			requestId: 'req_1',
			attribution: 'attributable',
			notes: [{ path: 'action_source', message: NO_URL }],
		});
		expect(results).to.deep.equal([result]);
	});

	const calls = [
		['track', 'accepted order_created'],
		['page', 'accepted page_viewed'],
		['screen', 'skipped event_not_mapped'],
		['identify', 'skipped profile_remembered'],
	] as const;
	for (const [call, fate] of calls) {
		for (const type of [undefined, 'track', 'identify']) {
			it(`${call}() sends an event of type ${type} as its own call`, async () => {
				const { destination } = aDestination();
				const { type: _, ...event } = anOrder();

				const result = await destination[call]({ ...event, ...(type === undefined ? {} : { type }) });

				expect(`${result.outcome} ${result.reason ?? result.type}`).to.equal(fate);
			});
		}
	}

	it('track() does not change the event it is given', async () => {
		const { destination } = aDestination();
		const event = Object.freeze({ event: 'Order Completed', messageId: 'm1', timestamp: ISO });

		const result = await destination.track(event);

		expect([result.outcome, event]).to.deep.equal([
			'accepted',
			{ event: 'Order Completed', messageId: 'm1', timestamp: ISO },
		]);
	});

	const types = [
		['group', 'skipped type_not_supported'],
		['alias', 'skipped type_not_supported'],
		['delete', 'skipped type_not_supported'],
		['nonsense', 'discarded malformed'],
		[undefined, 'discarded malformed'],
	] as const;
	for (const [type, fate] of types) {
		it(`send() dispatches on the type ${type}`, async () => {
			const { destination, requests } = aDestination();

			const { outcome, reason, attempts } = await destination.send({ ...anOrder(), type });

			expect([`${outcome} ${reason}`, attempts, requests]).to.deep.equal([fate, 0, []]);
		});
	}
});

describe('sendBatch()', () => {
	it('gives each event its own result, in order, in few requests', async () => {
		const { destination, requests, results } = aDestination({ flushAt: 10 });
		const old = new Date(NOW_MS - 8 * DAY_MS).toISOString();
		const ahead = new Date(NOW_MS + DAY_MS).toISOString();

		const all = await destination.sendBatch([
			anOrder({ messageId: 'a' }),
			anOrder({ messageId: 'b', event: 'Cart Viewed' }),
			anOrder({ messageId: 'c', timestamp: old }),
			anOrder({ messageId: 'd', timestamp: ahead }),
			null as never,
			anOrder({ messageId: 'e', type: 'identify' }),
			anOrder({ messageId: 'f', integrations: { All: false } }),
			anOrder({ messageId: 5 }),
			anOrder({ messageId: 'g' }),
		]);

		expect(all.map(({ messageId, outcome, reason }) => `${messageId} ${outcome} ${reason ?? ''}`)).to.deep.equal([
			'a accepted ',
			'b skipped event_not_mapped',
			'c discarded expired',
			'd discarded too_far_ahead',
			' discarded malformed',
			'e skipped profile_remembered',
			'f skipped integration_disabled',
			'5 accepted ',
			'g accepted ',
		]);
		expect(idsOf(requests)).to.deep.equal(['a 5 g']);
		expect(results).to.have.members(all);
	});

	it('tells the bad events of a refused batch from the good ones', async () => {
		const { destination } = aDestination({ flushAt: 10 }, ({ events }) => {
			const at = events.findIndex(({ id }) => id === 'bad');
			if (at === -1) return Response.json({ accepted_events: events.length });
			return Response.json({ error: { param: `events[${at}].id`, code: 'x' } }, { status: 400 });
		});

		const all = await destination.sendBatch(['a', 'bad', 'b'].map((messageId) => anOrder({ messageId })));

		expect(all.map(({ outcome, reason, attempts }) => [outcome, reason, attempts])).to.deep.equal([
			['accepted', undefined, 2],
			['discarded', 'rejected', 1],
			['accepted', undefined, 2],
		]);
	});

	it('cuts many events into full batches and waits for no timer', async () => {
		const { destination, requests } = aDestination({ flushAt: 10, flushInterval: 3_600_000 });

		const all = await destination.sendBatch(
			Array.from({ length: 25 }, (_, index) => anOrder({ messageId: `m${index}` })),
		);

		expect(requests.map(({ events }) => events.length)).to.deep.equal([10, 10, 5]);
		expect(all.map(({ messageId }) => messageId)).to.deep.equal(Array.from({ length: 25 }, (_, index) => `m${index}`));
	});

	it('gives no results for no events', async () => {
		const { destination, requests } = aDestination();

		expect([await destination.sendBatch([]), requests]).to.deep.equal([[], []]);
	});

	for (const events of [undefined, null, {}, 'events', 5, anOrder()]) {
		it(`refuses ${JSON.stringify(events)?.slice(0, 20)} with one malformed result`, async () => {
			const { destination, results } = aDestination();

			const all = await destination.sendBatch(events as never);

			expect(all.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([['discarded', 'malformed']]);
			expect(results).to.deep.equal(all);
		});
	}

	it('gives a result for each hole in a sparse list', async () => {
		const { destination } = aDestination();
		const events = [anOrder()];
		events.length = 2;

		const all = await destination.sendBatch(events);

		expect(all.map((result) => result?.outcome)).to.deep.equal(['accepted', 'discarded']);
	});
});

function catchError(run: () => unknown): unknown {
	try {
		run();
	} catch (error) {
		return error;
	}
	return undefined;
}
