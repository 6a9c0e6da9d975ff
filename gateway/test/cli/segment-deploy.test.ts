import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand } from './run-command.js';

describe('openai-ads segment deploy, as a process', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	for (const [name, flags, words] of [
		['without a token, and says how to make one', [], ['SEGMENT_PUBLIC_API_TOKEN: required', 'Functions Admin']],
		['for an unknown region', ['--region', 'mars'], ['us, eu']],
		['for an empty name', ['--name', ' '], ['got an empty one']],
		['for a name and an id', ['--name', 'x', '--id', 'dfn_1'], ['--id, --name']],
	] as const) {
		it(`ends with 2 ${name}`, async () => {
			const { code, stdout, stderr } = await runCommand(['segment', 'deploy', ...flags]);

			expect([code, stdout]).to.deep.equal([2, '']);
			for (const word of words) expect(stderr).to.include(word);
		});
	}

	it('ends with 2 for a token that can be no header, without showing it', async () => {
		const file = join(temporaryFolder(), 'token');
		writeFileSync(file, 'two secret\nwords');

		const { code, stderr } = await runCommand(['segment', 'deploy'], { env: { SEGMENT_PUBLIC_API_TOKEN_FILE: file } });

		expect(code).to.equal(2);
		expect(stderr).to.include('expected one word of ASCII').and.not.include('secret');
	});
});
