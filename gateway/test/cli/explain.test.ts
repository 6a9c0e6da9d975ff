import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { temporaryFolder } from '../temporary-folder.js';
import { startCommand, until } from './run-command.js';

const anOrder = (changes: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId: 'm1',
	timestamp: new Date().toISOString(),
	...changes,
});

async function explain(content: string | Buffer, ...flags: string[]) {
	const file = join(temporaryFolder(), 'events');
	writeFileSync(file, content);
	const command = startCommand(['explain', file, ...flags]);
	return { code: await command.ended, stdout: command.stdout(), stderr: command.stderr() };
}

describe('openai-ads explain', () => {
	it('explains a gzipped array one event a line, without a key, and ends with 0', async () => {
		const packed = gzipSync(JSON.stringify([anOrder(), { type: 'group', messageId: 'm2' }]));

		const { code, stdout } = await explain(packed, '--json');

		const [first, second] = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(code).to.equal(0);
		expect(first).to.include({ line: 1, messageId: 'm1', outcome: 'accepted', reason: 'validated' });
		expect(first.fields[0]).to.include({ path: 'id', value: 'm1', from: 'messageId' });
		expect(second).to.include({ line: 2, outcome: 'skipped', reason: 'type_not_supported' });
	});

	it('ends with 1 if an event is discarded, without colour where there is no terminal', async () => {
		const { code, stdout } = await explain(JSON.stringify(anOrder({ timestamp: '2020-01-01T00:00:00Z' })));

		expect(code).to.equal(1);
		expect(stdout).to.include('no  Will never be sent: expired.').and.not.include('\u001b');
		expect(stdout).to.include('1 event: 0 would be sent, 1 discarded.');
	});

	it('knows a click of an earlier line that is too old, and one that came later', async () => {
		const day = 86_400_000;
		const at = (ms: number) => new Date(Date.now() - ms).toISOString();
		const context = (oppref: string) => ({ providers: { openAI: { oppref } } });
		const lines = [
			anOrder({ type: 'page', userId: 'u1', timestamp: at(40 * day), context: context('gAAA1') }),
			anOrder({ messageId: 'm2', userId: 'u1', timestamp: at(5 * day) }),
			anOrder({ type: 'page', userId: 'u2', timestamp: at(2 * 3_600_000), context: context('gAAA2') }),
			anOrder({ messageId: 'm3', userId: 'u2', timestamp: at(5 * 3_600_000) }),
		];

		const { stdout } = await explain(lines.map((line) => JSON.stringify(line)).join('\n'));

		expect(stdout).to.include('click   The last click is 35 days old, OpenAI credits 30.');
		expect(stdout).to.include('click   The click came 3 h after the event.');
		expect(stdout).to.not.match(/gAAA|No oppref: (?!the visitor)/);
	});

	it('sums up what it has read at Ctrl-C, and ends with 130', async () => {
		const command = startCommand(['explain', '-']);
		command.process.stdin?.write(`${JSON.stringify(anOrder())}\n`.repeat(3000));
		await until(() => command.stdout().includes('line 1 '));

		command.process.kill('SIGINT');

		expect(await command.ended).to.equal(130);
		expect(command.stdout()).to.match(/Interrupted\. Until then:\n\d+ events?: \d+ would be sent/);
	});

	it('says it if a file has page views alone', async () => {
		const { stdout } = await explain(JSON.stringify(anOrder({ type: 'page', event: undefined })));

		expect(stdout).to.include('All of them are page views');
	});

	it('ends with 2 for a file that is not there', async () => {
		const command = startCommand(['explain', 'nowhere.ndjson']);

		expect(await command.ended).to.equal(2);
		expect(command.stderr()).to.include('nowhere.ndjson: expected a readable file of events');
	});
});
