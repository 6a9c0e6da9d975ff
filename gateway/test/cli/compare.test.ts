import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { temporaryFolder } from '../temporary-folder.js';
import { startCommand } from './run-command.js';

const EVENT = { type: 'track', event: 'Lead Generated', messageId: 'm1', timestamp: '2026-11-20T10:00:00.000Z' };
const SENT = { id: 'm1', type: 'lead_created', timestamp_ms: 1_795_428_000_000, data: { type: 'customer_action' } };

async function compare(content: string | Buffer, ...flags: string[]) {
	const file = join(temporaryFolder(), 'capture');
	writeFileSync(file, content);
	const command = startCommand(['compare', file, ...flags]);
	return { code: await command.ended, stdout: command.stdout(), stderr: command.stderr() };
}

describe('openai-ads compare', () => {
	const pair = { event: EVENT, sent: { events: [{ ...SENT, timestamp_ms: Date.parse(EVENT.timestamp) }] } };

	it('ends with 1 and one JSON object if something differs, for a gzipped list, without a key', async () => {
		const { code, stdout } = await compare(gzipSync(JSON.stringify([pair])), '--json');

		const told = JSON.parse(stdout);
		expect(code).to.equal(1);
		expect(told).to.include({ version: 1, ok: false, both: 1, notCompared: 0 });
		expect(told.fields.map(({ path }: { path: string }) => path)).to.deep.equal(['action_source']);
		expect(told.same).to.include({ id: 1, type: 1, timestamp_ms: 1 });
	});

	it('ends with 0 if nothing differs', async () => {
		const sent = { ...pair.sent.events[0], action_source: 'other' };

		const { code, stdout } = await compare(JSON.stringify({ event: EVENT, sent }));

		expect(stdout).to.equal(
			'1 event sent by both, 0 only by us, 0 only by the other.\n\nNothing differs without a reason.\n',
		);
		expect(code).to.equal(0);
	});

	it('ends with 2 for a file that is not there', async () => {
		const command = startCommand(['compare', 'nowhere.ndjson']);

		expect(await command.ended).to.equal(2);
	});
});
