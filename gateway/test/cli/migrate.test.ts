import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CONFIG } from '../migrate/a-config.js';
import { aWorkspace } from '../rudderstack/a-workspace.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand } from './run-command.js';

describe('openai-ads migrate rudderstack, as a process', () => {
	let cwd: string;
	beforeEach(() => {
		cwd = temporaryFolder();
		writeFileSync(join(cwd, 'theirs.json'), JSON.stringify(CONFIG));
	});
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});
	const migrate = (...flags: readonly string[]) =>
		runCommand(['migrate', 'rudderstack', 'theirs.json', ...flags], { cwd });

	it('prints a configuration that the gateway starts with, what becomes of each key beside it, and never the key', async () => {
		const { code, stdout, stderr } = await migrate();
		writeFileSync(join(cwd, 'openai-ads.json'), stdout);
		const doctor = await runCommand(['doctor', '--offline', '--config', 'openai-ads.json', '--json'], { cwd });

		expect([code, doctor.code]).to.deep.equal([0, 0]);
		expect(stderr).to.include('! rudderAccountId: ').and.include('= pixelId: ').and.include('~ eventMapping[0]: ');
		expect(stdout + stderr).to.not.include('a-secret-key');
	});

	it('prints one JSON object with --json', async () => {
		const { stdout, stderr } = await migrate('--json');

		expect([Object.keys(JSON.parse(stdout)), stderr]).to.deep.equal([['configuration', 'verdicts'], '']);
	});

	it('prints settings that `rudderstack add` takes, with the consent settings that rudder-server reads', async () => {
		const { stdout } = await migrate('--for', 'rudderstack');
		writeFileSync(join(cwd, 'mine.json'), stdout);
		writeFileSync(join(cwd, 'ws.json'), JSON.stringify(aWorkspace()));

		const added = await runCommand(
			['rudderstack', 'add', 'ws.json', '--source', 'Shop', '--settings', 'mine.json', '--json'],
			{ cwd },
		);

		const { config } = JSON.parse(added.stdout).destination;
		expect(config).to.deep.include({ pixelId: 'px_1', consentManagement: CONFIG.consentManagement });
	});

	it('says in words what is wrong with a Config', async () => {
		writeFileSync(join(cwd, 'theirs.json'), JSON.stringify({ ...CONFIG, pixelId: 5 }));

		const { code, stderr } = await migrate();

		expect(code).to.equal(2);
		expect(stderr)
			.to.include('pixelId')
			.and.not.match(/^\s+at /m);
	});

	it('ends with 2 for a file of something else', async () => {
		writeFileSync(join(cwd, 'theirs.json'), '{"a":1}');

		expect(await migrate()).to.deep.include({ code: 2, stdout: '' });
	});
});
