import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { validateEvent } from '../../src/destination/validate-event.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { judgeByHand } from './second-reading.js';

interface Case {
	readonly name: string;
	readonly now_ms: number;
	readonly expect: 'accept' | 'reject';
	readonly reason: string;
}
type EventCase = Case & { readonly event: unknown };
type RequestCase = Case & { readonly body: unknown; readonly generate?: { readonly count: number } };

const eventCases = readCases<EventCase>('event-cases.json');
const requestCases = readCases<RequestCase>('request-cases.json');

describe('the contract', () => {
	let sandbox: Sandbox;
	let nowMs = 0;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => nowMs });
	});
	after(() => sandbox.close());

	for (const { name, now_ms, event, expect: expected, reason } of eventCases) {
		describe(`${expected}s ${name}: ${reason}`, () => {
			it('in validateEvent', () => {
				const { ok } = validateEvent(event, now_ms);

				expect(ok ? 'accept' : 'reject').to.equal(expected);
			});

			it('in the second reading', () => {
				const wrong = judgeByHand(event, now_ms);

				expect(wrong.length === 0 ? 'accept' : 'reject').to.equal(expected);
			});

			it('in the sandbox', async () => {
				nowMs = now_ms;

				const status = await post(sandbox, { events: [event] });

				expect(status).to.be.oneOf(expected === 'accept' ? [200] : [400, 422]);
			});
		});
	}

	for (const { name, now_ms, body, generate, expect: expected, reason } of requestCases) {
		it(`${expected}s the request ${name}: ${reason}`, async () => {
			nowMs = now_ms;

			const status = await post(sandbox, generate ? manyEvents(generate.count, now_ms) : body);

			expect(status).to.equal(expected === 'accept' ? 200 : 400);
		});
	}
});

function readCases<T>(name: string): readonly T[] {
	// The files are written for these tests; a case of another shape fails its test.
	return JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')) as T[];
}

async function post(sandbox: Sandbox, body: unknown): Promise<number> {
	const response = await fetch(`${sandbox.endpoint}?pid=pixel`, {
		method: 'POST',
		headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	await response.text();
	return response.status;
}

function manyEvents(count: number, nowMs: number) {
	const data = { type: 'customer_action' };
	const lead = (index: number) => ({ id: `lead_${index}`, type: 'lead_created', timestamp_ms: nowMs, data });
	return { events: Array.from({ length: count }, (_, index) => lead(index)) };
}
