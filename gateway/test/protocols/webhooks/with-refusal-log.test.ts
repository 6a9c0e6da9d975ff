import { expect } from 'chai';
import type { FastifyBaseLogger } from 'fastify';
import { refuseLarger } from '../../../src/http/body-limit.js';
import { HttpError } from '../../../src/http/http-error.js';
import { withRefusalLog } from '../../../src/protocols/webhooks/with-refusal-log.js';

describe('withRefusalLog', () => {
	function aGate() {
		const lines: object[] = [];
		const clock = { nowMs: 0 };
		const log = { warn: (fields: object) => lines.push(fields) } as unknown as FastifyBaseLogger;
		const gate = withRefusalLog(
			{
				bodyLimit: { bytes: 1024 },
				checkHeaders: ({ authorization }) => {
					if (authorization === undefined) throw new HttpError(401, 'wrong_secret', 'Authorization: missing.');
				},
				checkBody: async (_headers, { json }) => {
					if (Array.isArray(json)) throw new HttpError(503, 'segment_batches_off', 'body: expected one event.');
					return { isKnown: false, onKept: async () => {} };
				},
			},
			'/webhook/x',
			{ log, nowMs: () => clock.nowMs },
		);
		const refuse = () => expect(() => gate.checkHeaders({})).to.throw(HttpError, 'missing');
		return { gate, lines, clock, refuse };
	}

	it('logs the first refusal, then one a minute with the number since the last', () => {
		const { lines, clock, refuse } = aGate();

		for (const nowMs of [0, 1, 59_999, 60_000]) {
			clock.nowMs = nowMs;
			refuse();
		}

		const line = { route: '/webhook/x', problem: 'Authorization: missing.' };
		expect(lines).to.deep.equal([
			{ ...line, refused: 1 },
			{ ...line, refused: 3 },
		]);
	});

	it('counts each kind of refusal for itself, so that none hides another, and those of bodies too', async () => {
		const { gate, lines, refuse } = aGate();
		refuse();
		refuse();

		const refusal = await gate.checkBody?.({}, { text: '', json: [] }).catch((error: unknown) => error);

		expect(refusal).to.be.instanceOf(HttpError);
		expect(lines).to.deep.equal([
			{ route: '/webhook/x', refused: 1, problem: 'Authorization: missing.' },
			{ route: '/webhook/x', refused: 1, problem: 'body: expected one event.' },
		]);
	});

	it('logs the refusal of a body that is too large before anybody knows who sent it', () => {
		const { gate, lines } = aGate();

		const refusal = gate.bodyLimit && refuseLarger(gate.bodyLimit);

		expect(refusal?.statusCode).to.equal(413);
		expect(lines).to.deep.equal([{ route: '/webhook/x', refused: 1, problem: refusal?.message }]);
	});

	it('logs nothing for requests that are let in', async () => {
		const { gate, lines } = aGate();

		gate.checkHeaders({ authorization: 'x' });
		await gate.checkBody?.({}, { text: '', json: {} });

		expect(lines).to.deep.equal([]);
	});
});
