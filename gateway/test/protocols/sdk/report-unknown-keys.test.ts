import { expect } from 'chai';
import type { FastifyBaseLogger } from 'fastify';
import { createUnknownKeyReport } from '../../../src/protocols/sdk/report-unknown-keys.js';
import { NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';

describe('createUnknownKeyReport', () => {
	function aReport() {
		const clock = { nowMs: NOW };
		const log = createRecordingLog();
		const ports = { log: log as unknown as FastifyBaseLogger, nowMs: () => clock.nowMs };
		return { report: createUnknownKeyReport(ports), clock, log };
	}

	it('warns at once of an unknown key', () => {
		const { report, log } = aReport();

		report('192.0.2.1');

		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['warn', { refused: 1, fromOneAddress: 1, addresses: 1 }],
		]);
	});

	it('warns once a minute, with the count, and says when one address guesses', () => {
		const { report, clock, log } = aReport();
		report('192.0.2.1');
		for (let i = 0; i < 300; i++) report(i % 3 === 0 ? '192.0.2.2' : '192.0.2.1');
		clock.nowMs += 60_000;

		report('192.0.2.3');

		expect(log.lines).to.have.length(2);
		expect(log.lines[1]).to.deep.include({ fields: { refused: 301, fromOneAddress: 200, addresses: 3 } });
		expect(log.lines[1]?.message).to.include('guessing write keys');
	});

	it('counts no more than 10 000 addresses apart', () => {
		const { report, clock, log } = aReport();
		report('192.0.2.1');
		for (let i = 0; i < 10_001; i++) report(`address ${i}`);
		clock.nowMs += 60_000;

		report('192.0.2.1');

		expect(log.lines[1]?.fields).to.deep.equal({ refused: 10_002, fromOneAddress: 1, addresses: 10_000 });
	});
});
