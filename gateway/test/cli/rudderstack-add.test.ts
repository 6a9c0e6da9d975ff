import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { aWorkspace } from '../rudderstack/a-workspace.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand } from './run-command.js';

const TEXT = JSON.stringify(aWorkspace(), null, 2);
const KEY = { OPENAI_CONVERSIONS_API_KEY: 'a-secret-key' };

describe('openai-ads rudderstack add, as a process', () => {
	let cwd: string;
	beforeEach(() => {
		cwd = temporaryFolder();
		writeFileSync(join(cwd, 'ws.json'), TEXT);
	});
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	const add = (flags: readonly string[], env: Record<string, string> = KEY) =>
		runCommand(['rudderstack', 'add', 'ws.json', '--source', 'Shop', ...flags], { cwd, env });
	const read = (name = 'ws.json') => readFileSync(join(cwd, name), 'utf8');

	it('shows the difference, changes nothing, and ends with 0 without --apply', async () => {
		const { code, stdout, stderr } = await add(['--pixel-id', 'px_1']);

		expect([code, read(), readdirSync(cwd)]).to.deep.equal([0, TEXT, ['ws.json']]);
		expect(stdout).to.match(/^ws\.json: source "Shop" \(s-1\)\n@ line \d+: a destination\n/);
		expect(stderr).to.equal('This was a dry run: nothing was changed. Run again with --apply to make the change.\n');
	});

	it('writes the entry and keeps a copy that only its owner may read', async () => {
		chmodSync(join(cwd, 'ws.json'), 0o640);

		const { code, stdout, stderr } = await add(['--pixel-id', 'px_1', '--apply']);

		const [copy = ''] = readdirSync(cwd).filter((name) => name.endsWith('.copy'));
		expect([code, read(copy), statSync(join(cwd, copy)).mode & 0o777]).to.deep.equal([0, TEXT, 0o600]);
		expect(JSON.parse(read()).sources[0].destinations[1].config).to.include({
			apiKey: 'a-secret-key',
			pixelId: 'px_1',
		});
		expect(statSync(join(cwd, 'ws.json')).mode & 0o777).to.equal(0o640);
		expect(stderr).to.include(copy);
		expect(stdout + stderr).to.not.include('a-secret-key');
	});

	it('has nothing to do the second time', async () => {
		await add(['--pixel-id', 'px_1', '--apply']);
		const once = read();

		const { code, stdout } = await add(['--pixel-id', 'px_1', '--apply', '--json']);

		expect([code, read()]).to.deep.equal([0, once]);
		expect(JSON.parse(stdout)).to.include({ action: 'none', applied: false });
	});

	it('takes the settings of a file', async () => {
		writeFileSync(join(cwd, 'mine.json'), JSON.stringify({ destination: { pixelId: 'px_9', defaultCurrency: 'EUR' } }));

		const { stdout } = await add(['--settings', 'mine.json', '--json']);

		expect(JSON.parse(stdout).destination.config).to.deep.equal({
			apiKey: '(not shown)',
			pixelId: 'px_9',
			defaultCurrency: 'EUR',
		});
	});

	it('ends with 2 without a key, and leaves the file alone', async () => {
		const { code, stderr } = await add(['--pixel-id', 'px_1', '--apply'], {});

		expect([code, read()]).to.deep.equal([2, TEXT]);
		expect(stderr).to.include('OPENAI_CONVERSIONS_API_KEY: required');
	});

	it('ends with 1 if no copy can be kept, and leaves the file alone', async () => {
		const { code, stderr } = await add(['--pixel-id', 'px_1', '--apply', '--copy-to', 'nowhere']);

		expect([code, read()]).to.deep.equal([1, TEXT]);
		expect(stderr).to.include('--copy-to: expected a folder');
	});

	it('ends with 2 without a source', async () => {
		const { code, stderr } = await runCommand(['rudderstack', 'add', 'ws.json'], { cwd });

		expect(code).to.equal(2);
		expect(stderr).to.include("'--source <name>' not specified");
	});
});
