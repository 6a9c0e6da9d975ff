import { expect } from 'chai';
import * as fc from 'fast-check';
import type { AnalyticsEvent, EventResult } from '../../src/destination/index.js';
import { API_KEY, aServer, NOW_MS } from '../deliver/delivery-builders.js';
import { growth } from '../growth.js';
import { runs } from '../runs.js';
import { aDestination, type SentRequest } from './a-destination.js';

/** Ways in which a careless service might repeat a value. */
const ECHOES: readonly ((value: string, at: number) => string)[] = [
	(value) => `'${value}' is not valid`,
	(value) => `${JSON.stringify(value)} is not valid`,
	(value) => `got ${value} instead`,
	(value) => value,
	(value) => value.toUpperCase(),
	(value, at) => `events[${at}].user.${value}: unknown`,
	(value, at) => `events[${at}]["${value}"]: unknown`,
	(value) => `Authorization: Bearer ${value}`,
	(value) => `{"value":${JSON.stringify(value)}}`,
];

interface Person {
	readonly word: string;
	readonly city: string;
	readonly name: string;
}

/** An order with personal data in every field that can hold some. */
function anOrderOf({ word, city, name }: Person, at: number): AnalyticsEvent {
	const traits = {
		email: `${word}@example.com`,
		phone: '+14155552671',
		firstName: name,
		address: { city, postalCode: '94107' },
	};
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: `message-${word}-${at}`,
		userId: `user-${word}`,
		timestamp: new Date(NOW_MS - at).toISOString(),
		properties: {
			total: 1299,
			currency: 'USD',
			products: [{ product_id: `sku-${word}`, name: `${name} shoe`, variant: word }],
		},
		context: {
			ip: '203.0.113.7',
			userAgent: `Mozilla/5.0 (${word}) Chrome/142`,
			page: { url: `https://shop.example/people/${word}` },
			providers: { openAI: { oppref: `gAAA_${word}`, obref: `browser ${word}` } },
			traits,
		},
	};
}

/** Every text that was sent and is longer than OpenAI's own short words. */
function secretsIn({ events }: SentRequest): string[] {
	const known = new Set(['order_created', 'contents', 'product', 'web', 'other', 'USD']);
	const texts: string[] = [];
	JSON.stringify(events, (_, value) => {
		if (typeof value === 'string' && !known.has(value)) texts.push(value);
		return value;
	});
	return [...texts, API_KEY];
}

/** Everything that a caller and an operator can see, without the result's own ids. */
function visible(results: readonly EventResult[], calls: readonly unknown[]): string {
	const details = results.map(({ messageId: _, id: __, ...rest }) => rest);
	return JSON.stringify([details, calls]).toLowerCase();
}

describe('createDestination, secrets', () => {
	const word = fc.stringMatching(/^[a-z]{5,12}$/).map((letters) => `zq${letters}`);
	const person = fc.record({
		word,
		city: word.map((letters) => `Bad ${letters}`),
		name: fc.oneof(
			word,
			word.map((letters) => `${letters}-Zoë "O'Hara"`),
		),
	});
	const status = fc.constantFrom(400, 401, 403, 404, 413, 422, 429, 500, 302);
	const scenario = fc.record({
		people: fc.array(person, { minLength: 1, maxLength: 3 }),
		echo: fc.nat(ECHOES.length - 1),
		pick: fc.nat(100),
		status,
		place: fc.constantFrom('message', 'code', 'param', 'errors'),
	});

	it('repeats no value and no key, however OpenAI echoes them', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async ({ people, echo, pick, status: answered, place }) => {
				const sent: string[] = [];
				const { destination, logger } = aDestination({ flushAt: 10, maxRetries: 1 }, (request) => {
					const secrets = secretsIn(request);
					sent.push(...secrets);
					// Three adjacent values, the first picked at random.
					const picked = [0, 1, 2].map((offset) => secrets[(pick + offset) % secrets.length] ?? '');
					const text = picked.map((secret) => ECHOES[echo]?.(secret, 0)).join('. ');
					const error = { message: text, code: text, param: `events[0].${text}` };
					const named = { param: 'events[0]', errors: [{ ...error, param: 'events[0]' }] };
					return Response.json({ error: place === 'errors' ? named : { [place]: error[place] } }, { status: answered });
				});

				const results = await destination.sendBatch(people.map(anOrderOf));

				const seen = visible(results, logger.calls);
				for (const secret of sent) {
					const text = secret.toLowerCase();
					expect(seen).not.to.contain(text);
					expect(seen).not.to.contain(JSON.stringify(text).slice(1, -1));
				}
				expect(results.every(({ outcome }) => outcome !== 'accepted')).to.equal(true);
			}),
			{ numRuns: runs(40) },
		);
	});

	it('leaves the code and the path of the mistake readable', async () => {
		const { destination, logger } = aDestination({}, () => {
			const param = 'events[0].user.emails_sha256[0]';
			const error = { message: `${param}: 'zqsecret' is no digest.`, param, code: 'invalid_digest' };
			return Response.json({ error }, { status: 400, headers: { 'x-request-id': 'req_77' } });
		});

		const result = await destination.send(anOrderOf({ word: 'zqsecret', city: 'Rome', name: 'Ann' }, 0));

		const path = 'events[0].user.emails_sha256[0]';
		expect(result).to.include({
			outcome: 'discarded',
			reason: 'rejected',
			detail: `invalid_digest: ${path}: ${path}: … is no digest.`,
			requestId: 'req_77',
		});
		expect(logger.calls.map(({ level }) => level)).to.deep.equal(['error']);
	});

	it('repeats nothing of an error that fetch throws', async () => {
		const fetch = (url: string, init: RequestInit) => {
			const text = `${url} ${JSON.stringify(init.headers)} ${init.body}`;
			return Promise.reject(Object.assign(new Error(text, { cause: { code: text } }), { name: text, code: text }));
		};
		const { destination, logger } = aDestination({}, undefined, { fetch });

		const result = await destination.send(anOrderOf({ word: 'zqsecret', city: 'Rome', name: 'Ann' }, 0));

		expect(result.reason).to.equal('retries_exhausted');
		expect(visible([result], logger.calls)).not.to.match(new RegExp(`zqsecret|${API_KEY}`, 'i'));
	});

	it('shows no value of events that are discarded before they are sent', async () => {
		const { destination, logger } = aDestination();
		const order = anOrderOf({ word: 'zqsecret', city: 'Rome', name: 'Ann' }, 0);

		const results = await destination.sendBatch([
			{ ...order, timestamp: 'zqsecret' },
			{ ...order, timestamp: '2020-01-01T00:00:00Z' },
			{ ...order, messageId: undefined },
			{ ...order, type: 'zqsecret' },
			'zqsecret' as never,
		]);

		expect(results.every(({ outcome }) => outcome === 'discarded')).to.equal(true);
		expect(visible(results, logger.calls)).not.to.contain('zqsecret');
	});

	it('hides the values of 1000 events in the answer of a real server, at a cost that grows as their number does', async () => {
		const server = await aServer((response, count) => {
			const { events } = JSON.parse(server.bodies[count - 1] ?? '') as SentRequest;
			const errors = events.map((event, at) => ({ param: `events[${at}].oppref`, message: `bad ${event['oppref']}` }));
			response.writeHead(400).end(JSON.stringify({ error: { param: 'events[0]', code: 'x', errors } }));
		});
		const { destination } = aDestination({ flushAt: 1000, endpoint: server.endpoint }, undefined, { fetch });
		const sending = (count: number) => {
			const people = Array.from({ length: count }, (_, at) => ({ word: `zq${at}secret`, city: 'Rome', name: 'Ann' }));
			const orders = people.map(anOrderOf);
			return () => destination.sendBatch(orders);
		};

		const results = await sending(1000)();
		const cost = await growth(sending, 100, 400);

		await server.close();
		expect(results.map(({ detail }) => detail)).to.include('events[999].oppref: bad …');
		expect(results.every(({ reason }) => reason === 'rejected')).to.equal(true);
		expect(cost).to.be.below(8);
	});
});
