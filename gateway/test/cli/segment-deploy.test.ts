import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

	describe('against a server in the place of Segment', () => {
		const requests: string[] = [];
		let server: Server;
		let env: Record<string, string>;

		beforeEach(async () => {
			requests.length = 0;
			server = createServer((request, response) => {
				requests.push(`${request.method} ${request.headers.authorization}`);
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ data: { functions: [], pagination: { current: 'MA==', next: null } } }));
			});
			await once(server.listen(0, '127.0.0.1'), 'listening');
			const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			// The endpoint is no setting: only a test may send the token elsewhere.
			const redirect = `const to = fetch; globalThis.fetch = (url, init) => to(url.replace('https://api.segmentapis.com', '${url}'), init);`;
			env = {
				SEGMENT_PUBLIC_API_TOKEN: 'secret',
				NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(redirect)}`,
			};
		});
		afterEach(() => server.close());

		it('prints what it would create on standard output, the hint on standard error, and ends with 0', async () => {
			const { code, stdout, stderr } = await runCommand(['segment', 'deploy'], { env });

			expect([code, requests]).to.deep.equal([0, ['GET Bearer secret']]);
			expect(stdout).to.match(/^OpenAI Ads: not in this workspace yet\n\+ code: version \d/);
			expect(stderr).to.equal('This was a dry run: nothing was changed. Run again with --apply to make the change.\n');
		});
	});
});
