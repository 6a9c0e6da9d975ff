import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
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

	describe('--received', () => {
		const event = { ...EVENT, timestamp: new Date(Date.now() - 60_000).toISOString() };
		const sent = { ...SENT, timestamp_ms: Date.parse(event.timestamp), action_source: 'other' };

		/** As another sender does it, with a key of its own. */
		const post = (endpoint: string, events: readonly object[]) =>
			fetch(`${endpoint}?pid=theirs`, {
				method: 'POST',
				headers: { authorization: 'Bearer their-key', 'content-type': 'application/json' },
				body: JSON.stringify({ events }),
			});

		it('compares the events of the file with what another sender posted to a sandbox', async () => {
			const sandbox = await createSandbox();
			await post(sandbox.endpoint, [sent]);
			await post(sandbox.endpoint, [{ ...sent, id: 'm2' }]);

			const { code, stdout } = await compare(JSON.stringify(event), '--json', '--received', sandbox.url);
			await sandbox.close();

			const told = JSON.parse(stdout);
			expect(told).to.include({ ok: false, both: 1 });
			expect(told.fields).to.deep.equal([]);
			expect(told.onlyTheirs).to.deep.equal([{ what: 'no event of its id (lead_created)', n: 1, line: 2 }]);
			expect(code).to.equal(1);
		});

		it('takes a request that was sent again as one event', async () => {
			const sandbox = await createSandbox();
			sandbox.fault({ status: 503, times: 1 });
			await post(sandbox.endpoint, [sent]);
			await post(sandbox.endpoint, [sent]);

			const { code, stdout } = await compare(JSON.stringify(event), '--received', sandbox.url);
			await sandbox.close();

			expect(stdout).to.include('1 event sent by both, 0 only by us, 0 only by the other.');
			expect(code).to.equal(0);
		});

		it('says which requests hold no events', async () => {
			const sandbox = await createSandbox();
			await post(sandbox.endpoint, []);

			const { stdout } = await compare(JSON.stringify(event), '--json', '--received', sandbox.url);
			await sandbox.close();

			const told = JSON.parse(stdout);
			expect(told.unreadable).to.deep.equal([{ what: 'a request without events', n: 1, line: 1 }]);
			expect(told.onlyOurs).to.deep.equal([{ what: 'lead_created', n: 1, line: 1 }]);
		});

		it('ends with 2 where no sandbox answers', async () => {
			const { code, stderr } = await compare(
				JSON.stringify(event),
				'--received',
				`http://127.0.0.1:${await freePort()}`,
			);

			expect(stderr).to.match(/--received: expected a sandbox on .*ECONNREFUSED.*openai-ads sandbox/);
			expect(code).to.equal(2);
		});
	});
});
