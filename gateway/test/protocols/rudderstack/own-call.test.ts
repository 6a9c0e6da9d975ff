import { expect } from 'chai';
import { badRequest } from '../../../src/http/http-error.js';
import { BATCH } from '../../../src/protocols/rudderstack/batch-call.js';
import type { TransformerPorts } from '../../../src/protocols/rudderstack/bind-config.js';
import { answerCall, type OwnCall } from '../../../src/protocols/rudderstack/own-call.js';
import { PROCESSOR } from '../../../src/protocols/rudderstack/processor-call.js';
import { PROXY } from '../../../src/protocols/rudderstack/proxy-call.js';
import { ROUTER } from '../../../src/protocols/rudderstack/router-call.js';
import { createRecordingLog } from '../../recording-log.js';
import { aJob, aMetadata } from './a-transformer.js';

describe('answerCall', () => {
	const jobs = { input: [aJob(1), aJob(2)] };
	const delivery = { body: { JSON: { events: [{}, {}] } }, metadata: [aMetadata(1), aMetadata(2)] };
	const answer = (call: OwnCall, json: unknown, log = createRecordingLog()) =>
		answerCall(call, { json, tooLarge: 0 }, { log } as unknown as TransformerPorts);
	const failing = (call: OwnCall, error: Error): OwnCall => ({ ...call, take: () => Promise.reject(error) });

	const calls = [
		['/v0', PROCESSOR, jobs, (json: object) => json],
		['/routerTransform', ROUTER, jobs, (json: object) => (json as { output: object }).output],
		['/batch', BATCH, jobs, (json: object) => json],
		['/v1', PROXY, delivery, (json: object) => (json as { output: { response: object } }).output.response],
	] as const;
	for (const [path, call, body, read] of calls) {
		it(`holds every job of ${path} after a mistake of the gateway, and logs it`, async () => {
			const log = createRecordingLog();

			const entries = read(await answer(failing(call, new Error('oops')), body, log)) as { statusCode: number }[];

			expect(entries.map(({ statusCode }) => statusCode)).to.deep.equal([429, 429]);
			expect(JSON.stringify(entries)).to.include('"jobId":1').and.include('"jobId":2').and.not.include('oops');
			expect(log.lines.map(({ level }) => level)).to.deep.equal(['error']);
		});
	}

	it('lets a refusal of the whole call through', async () => {
		const outcome = await answer(failing(ROUTER, badRequest('input: …')), jobs).catch((error) => error.statusCode);

		expect(outcome).to.equal(400);
	});
});
