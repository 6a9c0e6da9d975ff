import { expect } from 'chai';
import { type FastifyInstance, fastify } from 'fastify';
import { addErrorAnswers } from '../../../src/http/error-answers.js';
import { HttpError } from '../../../src/http/http-error.js';
import type { Log } from '../../../src/log.js';
import { addCallErrors } from '../../../src/protocols/rudderstack/call-errors.js';
import { createRecordingLog } from '../../recording-log.js';
import { isBroken, rawCall } from './a-transformer.js';

describe('addCallErrors', () => {
	let app: FastifyInstance;
	afterEach(() => app.close());

	async function aService(error: Error) {
		const log = createRecordingLog();
		app = fastify();
		app.addContentTypeParser('*', async () => undefined);
		addErrorAnswers(app);
		await app.register(async (scope) => {
			addCallErrors(scope, log as unknown as Log);
			const fail = async () => {
				throw error;
			};
			scope.post('/routerTransform', fail);
			scope.get('/features', fail);
		});
		return { url: await app.listen({ port: 0 }), lines: log.lines };
	}

	it('breaks a call off if too much is held: after a 503 rudder-server would give its jobs up', async () => {
		const { url, lines } = await aService(new HttpError(503, 'overloaded', 'Too many.'));

		expect(await isBroken(`${url}/routerTransform`)).to.equal(true);
		expect(lines.map(({ level }) => level)).to.deep.equal(['warn']);
	});

	it('answers questions, which cost no job', async () => {
		const { url } = await aService(new HttpError(503, 'upstream_failed', 'Away.'));

		expect((await rawCall(`${url}/features`, { method: 'GET' })).status).to.equal(503);
	});

	for (const [status, code] of [
		[413, 'body_too_large'],
		[400, 'invalid_json'],
	] as const) {
		it(`answers ${status} and tells the operator that jobs are lost`, async () => {
			const { url, lines } = await aService(new HttpError(status, code, 'body: …'));

			expect((await rawCall(`${url}/routerTransform`, {})).status).to.equal(status);
			expect(lines.map(({ level }) => level)).to.deep.equal(['error']);
		});
	}
});
