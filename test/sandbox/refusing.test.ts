import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { RECORDED } from '../deliver/recorded-errors.js';
import { aLead, NOW_MS, post, postEvents, type RequestParts, readJson } from './a-request.js';

const MISSING_EVENTS = {
	message: 'Missing required field: events',
	type: 'invalid_request_error',
	param: 'events',
	code: 'missing_required_field',
};

describe('createSandbox, refusing', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS, apiKey: 'key', pixelId: 'pixel' });
	});
	afterEach(() => sandbox.close());

	const recorded: readonly (readonly [claim: string, parts: RequestParts, status: number, error: object])[] = [
		['no key', { key: null }, 401, RECORDED.unauthorized],
		['an empty key', { headers: { authorization: 'Bearer ' } }, 401, RECORDED.unauthorized],
		['another kind of authorization', { headers: { authorization: 'Basic key' } }, 401, RECORDED.unauthorized],
		['another key', { key: 'other' }, 401, RECORDED.unauthorized],
		['no pid', { query: '' }, 400, RECORDED.missingPixel],
		['neither a key nor a pid', { key: null, query: '' }, 400, RECORDED.missingPixel],
		['an empty pid', { query: '?pid=' }, 400, RECORDED.missingPixel],
		['another pid', { query: '?pid=other' }, 403, RECORDED.unknownPixel],
		['a bare event at the root', { body: aLead() }, 400, MISSING_EVENTS],
	];
	for (const [claim, parts, status, error] of recorded) {
		it(`answers ${claim} with ${status} in OpenAI's words`, async () => {
			const response = await post(sandbox.endpoint, parts);

			expect(response.status).to.equal(status);
			expect(await response.json()).to.deep.equal({ error });
		});
	}

	const events = [aLead()];
	const named: readonly (readonly [claim: string, parts: RequestParts, status: number, param: string])[] = [
		['another method', { method: 'PUT' }, 405, 'method'],
		['a GET', { method: 'GET' }, 405, 'method'],
		['another path', { query: '/more?pid=pixel' }, 404, 'path'],
		['text that is not JSON', { text: '{"events":' }, 400, 'body'],
		['an empty body', { text: '' }, 400, 'body'],
		['bytes that are not UTF-8', { text: new Uint8Array([0x22, 0xff, 0x22]) }, 400, 'body'],
		['JSON that is not an object', { body: [aLead()] }, 400, 'body'],
		['`null`', { text: 'null' }, 400, 'body'],
		['a list of no events', { body: { events: [] } }, 400, 'events'],
		['1001 events', { body: { events: Array(1001).fill(aLead()) } }, 400, 'events'],
		['events that are no list', { body: { events: aLead() } }, 400, 'events'],
		['an unknown root key', { body: { events, dry_run: true } }, 400, 'dry_run'],
		['a root key named __proto__', { text: '{"events":[{}],"__proto__":{"validate_only":true}}' }, 400, '__proto__'],
		['validate_only as text', { body: { events, validate_only: 'true' } }, 400, 'validate_only'],
		['validate_only as null', { body: { events, validate_only: null } }, 400, 'validate_only'],
		['a bad integration_source', { body: { events, integration_source: '_x' } }, 400, 'integration_source'],
		['integration_source as number', { body: { events, integration_source: 1 } }, 400, 'integration_source'],
		['a gzipped body', gzipped({ events }), 415, 'content-encoding'],
		['a body over 16 MB', { text: `{"events":[],"x":"${'x'.repeat(16_000_000)}"}` }, 413, 'body'],
	];
	for (const [claim, parts, status, param] of named) {
		it(`answers ${claim} with ${status} and param ${param}`, async () => {
			const response = await post(sandbox.endpoint, parts);

			const { error } = await readJson(response);
			expect([response.status, error.param]).to.deep.equal([status, param]);
			expect(error.code).to.be.a('string');
			expect(response.headers.get('openai-version')).to.equal('2020-10-01');
		});
	}

	it('stores nothing of a batch with one bad event', async () => {
		await postEvents(sandbox.endpoint, [aLead(), aLead({ id: '' })]);

		expect(sandbox.events()).to.deep.equal([]);
	});

	it('survives a target that is not a URL', async () => {
		const { status } = await post(sandbox.url, { query: '//' });

		expect(status).to.equal(404);
	});
});

function gzipped(body: unknown): RequestParts {
	return { text: gzipSync(JSON.stringify(body)), headers: { 'content-encoding': 'gzip' } };
}
