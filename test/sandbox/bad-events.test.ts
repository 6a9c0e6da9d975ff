import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { RECORDED } from '../deliver/recorded-errors.js';
import { type AnswerJson, aLead, NOW_MS, postEvents } from './a-request.js';

const DAY_MS = 86_400_000;
const old = aLead({ timestamp_ms: NOW_MS - 8 * DAY_MS });
const ahead = aLead({ timestamp_ms: NOW_MS + 600_001 });

describe('createSandbox, naming bad events', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	afterEach(() => sandbox.close());

	it("names the event and its field in OpenAI's shape", async () => {
		const { status, body } = await postEvents(sandbox.endpoint, [aLead(), aLead({ data: { type: 'order' } })]);

		const [fieldError, ...others] = body.error.errors;
		expect(status).to.equal(400);
		expect(body.error).to.deep.equal({
			message: 'Invalid event at events[1]. See errors for details.',
			type: 'invalid_request_error',
			param: 'events[1]',
			code: 'invalid_event',
			errors: [fieldError],
		});
		expect(others).to.deep.equal([]);
		expect(fieldError).to.deep.equal(RECORDED.namedEvent.errors[0]);
	});

	it('names every bad event, the first one in `param` too', async () => {
		const { body } = await postEvents(sandbox.endpoint, [aLead(), aLead({ id: '' }), 'x', old]);

		expect(body.error.param).to.equal('events[1]');
		expect(paramsOf(body)).to.deep.equal(['events[1].id', 'events[2]', 'events[3].timestamp_ms']);
	});

	it('answers 422 when only the time is wrong', async () => {
		const { status, body } = await postEvents(sandbox.endpoint, [old, aLead(), ahead]);

		const tooOld = {
			message: 'event_timestamp_ms must be within the last 7 days.',
			param: 'events[0].timestamp_ms',
			code: 'event_timestamp_too_old',
		};
		const inFuture = {
			message: 'event_timestamp_ms must not be more than 600 seconds in the future.',
			param: 'events[2].timestamp_ms',
			code: 'event_timestamp_in_future',
		};
		expect(status).to.equal(422);
		expect(body).to.deep.equal({ error: { ...RECORDED.tooOld, errors: [tooOld, inFuture] } });
	});

	it('answers 400 for a timestamp that is not an integer', async () => {
		const { status, body } = await postEvents(sandbox.endpoint, [aLead({ timestamp_ms: `${NOW_MS}` })]);

		expect([status, paramsOf(body)]).to.deep.equal([400, ['events[0].timestamp_ms']]);
	});

	it('names at most ten problems of one event', async () => {
		const contents = Array(50).fill({ id: 5 });

		const { body } = await postEvents(sandbox.endpoint, [
			aLead({ type: 'order_created', data: { type: 'contents', contents } }),
		]);

		expect(body.error.errors).to.have.lengthOf(10);
	});

	const secretive: readonly (readonly [claim: string, fields: object])[] = [
		['a bad value', { user: { emails_sha256: ['bob@example.com'] } }],
		['an unknown field', { user: { 'bob@example.com': 1 } }],
		['a bad oppref', { oppref: ['bob@example.com'] }],
		['a bad type', { type: 'bob@example.com' }],
	];
	for (const [claim, fields] of secretive) {
		it(`repeats nothing of ${claim}`, async () => {
			const { status, body } = await postEvents(sandbox.endpoint, [aLead(fields)]);

			expect(status).to.equal(400);
			expect(JSON.stringify(body)).not.to.contain('bob');
		});
	}

	it('does not repeat an unknown root key that is not a plain name', async () => {
		const { body } = await postEvents(sandbox.endpoint, [aLead()], { 'bob@example.com': 1 });

		expect(body.error.param).to.equal('body');
		expect(JSON.stringify(body)).not.to.contain('bob');
	});
});

function paramsOf(body: AnswerJson): string[] {
	return body.error.errors.map(({ param }) => param);
}
