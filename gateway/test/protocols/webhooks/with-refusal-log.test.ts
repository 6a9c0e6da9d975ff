import { expect } from 'chai';
import type { FastifyBaseLogger } from 'fastify';
import { HttpError } from '../../../src/http/http-error.js';
import { withRefusalLog } from '../../../src/protocols/webhooks/with-refusal-log.js';

describe('withRefusalLog', () => {
	function aGate() {
		const lines: object[] = [];
		const clock = { nowMs: 0 };
		const log = { warn: (fields: object) => lines.push(fields) } as unknown as FastifyBaseLogger;
		const gate = withRefusalLog(
			{
				checkHeaders: ({ authorization }) => {
					if (authorization === undefined) throw new HttpError(401, 'wrong_secret', 'Authorization: missing.');
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

	it('logs nothing for requests that are let in', () => {
		const { gate, lines } = aGate();

		gate.checkHeaders({ authorization: 'x' });
		gate.checkBody?.({}, { text: '', json: undefined });

		expect(lines).to.deep.equal([]);
	});
});
