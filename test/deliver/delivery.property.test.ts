import { expect } from 'chai';
import * as fc from 'fast-check';
import { runs } from '../runs.js';
import { aDelivery, items } from './delivery-builders.js';

/** How the simulated server treats each request in turn; later requests it only judges. */
interface Behaviour {
	readonly moods: readonly ('judge' | 'busy' | 'lost_answer' | 'rubbish')[];
	readonly namesIndex: boolean;
	/** Requests of more events than this are 413. */
	readonly largest: number;
}

/** OpenAI in miniature: atomic, keeps the first event of each id, refuses only for bad events. */
function anAtomicServer({ moods, namesIndex, largest }: Behaviour) {
	const accepted = new Map<string, number>();
	let requests = 0;
	const fetch = async (_url: string, { body }: RequestInit) => {
		const mood = moods[requests++] ?? 'judge';
		const { events } = JSON.parse(String(body)) as { events: { id: string; data: { type: string } }[] };
		if (mood === 'busy') return new Response('{}', { status: 503 });
		if (events.length > largest) return new Response('{}', { status: 413 });
		const bad = events.flatMap(({ data }, index) => (data.type === 'nonsense' ? [index] : []));
		if (bad.length > 0) return refuse(bad);
		for (const { id } of events) accepted.set(id, (accepted.get(id) ?? 0) + (mood === 'judge' ? 1 : 0));
		if (mood === 'lost_answer') throw new TypeError('terminated');
		return mood === 'rubbish' ? new Response('<html>') : Response.json({ accepted_events: events.length });
	};
	const refuse = (bad: readonly number[]) => {
		const errors = bad.map((index) => ({ param: `events[${index}].data.type`, code: 'x', message: 'bad' }));
		const error = namesIndex ? { param: errors[0]?.param, code: 'x', errors } : { param: 'events', code: 'x' };
		return Response.json({ error }, { status: 400 });
	};
	return { fetch, accepted, requestCount: () => requests };
}

describe('createDelivery, whatever the server does', () => {
	const moods = fc.array(fc.constantFrom('judge', 'busy', 'lost_answer', 'rubbish'), { maxLength: 30 });
	const scenario = fc.record({
		count: fc.integer({ min: 1, max: 24 }),
		badAt: fc.uniqueArray(fc.nat(23), { maxLength: 24 }),
		behaviour: fc.record({ moods, namesIndex: fc.boolean(), largest: fc.integer({ min: 1, max: 30 }) }),
		maxIsolationRequests: fc.integer({ min: 1, max: 64 }),
		maxRetries: fc.integer({ min: 0, max: 4 }),
	});

	it('gives each event one result, discards only bad ones and reports each truthfully', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async ({ count, badAt, behaviour, maxIsolationRequests, maxRetries }) => {
				const batch = items(count, badAt);
				const server = anAtomicServer(behaviour);

				const delivered = await aDelivery({ maxIsolationRequests, maxRetries }, { fetch: server.fetch })(batch);

				expect(delivered.map(({ result }) => result.id)).to.deep.equal(batch.map(({ id }) => id));
				expect(server.requestCount()).to.be.at.most(maxIsolationRequests * (1 + maxRetries));
				for (const [index, { result }] of delivered.entries()) {
					const isBad = badAt.includes(index);
					const times = server.accepted.get(result.id ?? '');
					expect(times ?? 0).to.be.at.most(1);
					if (result.outcome === 'accepted') expect(times).not.to.equal(undefined);
					if (result.outcome === 'discarded') expect([result.reason, isBad]).to.deep.equal(['rejected', true]);
					if (result.outcome === 'failed') expect(result.reason).to.be.oneOf(['retries_exhausted', 'not_isolated']);
					expect(result.attempts).to.be.within(result.outcome === 'failed' ? 0 : 1, server.requestCount());
				}
			}),
			{ numRuns: runs(40) },
		);
	});

	it('delivers every good event when the cap allows it', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async ({ count, badAt, behaviour }) => {
				const batch = items(count, badAt);
				const server = anAtomicServer({ ...behaviour, moods: behaviour.moods.slice(0, 3) });
				const settings = { maxIsolationRequests: 1000, maxRetries: 3 };

				const delivered = await aDelivery(settings, { fetch: server.fetch })(batch);

				const good = delivered.filter((_, index) => !badAt.includes(index));
				expect(good.every(({ result }) => result.outcome === 'accepted')).to.equal(true);
			}),
			{ numRuns: runs(25) },
		);
	});
});
