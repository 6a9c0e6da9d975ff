import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { batchItems } from '../a-batch-item.js';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand } from './run-command.js';

const PIXEL = { OPENAI_CONVERSIONS_API_KEY: 'the-key', OPENAI_ADS_PIXEL_ID: 'the-pixel', OPENAI_ADS_ADMIN_PORT: '0' };

describe('openai-ads move', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	async function aFolder(): Promise<string> {
		const folder = temporaryFolder();
		const store = openSqliteStore({ folder, mode: 'live', nowMs: () => Date.now() });
		await store.pixel('the-pixel').append(batchItems(1200, { timestampMs: Date.now() }));
		await store.close();
		return folder;
	}

	it('says what it carried, what is to be done next, and nothing more when it is run again', async () => {
		const folder = await aFolder();
		const env = { ...PIXEL, QUEUE_URL: postgres.url };
		const url = join(temporaryFolder(), 'url');
		writeFileSync(url, `${postgres.url}\n`);
		chmodSync(url, 0o600);

		const first = await runCommand(['move', '--from', `file:${folder}`, '--to', 'env:QUEUE_URL'], { env });
		const again = await runCommand(['move', '--from', `file:${folder}`, '--to-file', url, '--json'], { env: PIXEL });
		const pixels = await runCommand(['pixels', '--json'], { env: { ...PIXEL, OPENAI_ADS_QUEUE: postgres.url } });

		expect([first.code, again.code, pixels.code], first.stderr + again.stderr + pixels.stderr).to.deep.equal([0, 0, 0]);
		expect(first.stdout)
			.to.match(/^Carried:\n/)
			.and.match(/waiting events +1,200\n/);
		expect(first.stdout).to.match(/none on the folder any more, and delete it/);
		expect(JSON.parse(again.stdout)).to.have.deep.property('events', { carried: 0, known: 0, cancelled: 0 });
		expect(JSON.parse(pixels.stdout)).to.include({ pixelId: 'the-pixel', waiting: 1200 });
	});

	it('refuses a URL as an argument, and shows none of it', async () => {
		const secret = 'postgres://me:open-sesame@127.0.0.1:1/x';
		const from = ['--from', `file:${temporaryFolder()}`];

		const runs = await Promise.all([
			runCommand(['move', ...from, '--to', secret], { env: PIXEL }),
			runCommand(['move', ...from, '--to', 'env:WRONG'], { env: { ...PIXEL, WRONG: 'open-sesame' } }),
			runCommand(['move', ...from, '--to', 'env:NONE'], { env: PIXEL }),
			runCommand(['move', ...from], { env: PIXEL }),
			runCommand(['move', '--from', secret, '--to', 'env:NONE'], { env: PIXEL }),
		]);

		expect(runs.map(({ code }) => code)).to.deep.equal([2, 2, 2, 2, 2]);
		expect(runs.map(({ stdout, stderr }) => stdout + stderr).join()).to.not.include('sesame');
		expect(runs[0]?.stderr).to.match(/--to: expected env:NAME.*arguments of a command/);
		expect(runs[3]?.stderr).to.match(/either --to env:NAME or --to-file/);
	});

	it('ends with 1 if the database is away', async () => {
		const env = { ...PIXEL, URL: 'postgres://me:open-sesame@127.0.0.1:1/x' };

		const { code, stderr } = await runCommand(['move', '--from', `file:${await aFolder()}`, '--to', 'env:URL'], {
			env,
		});

		expect(code).to.equal(1);
		expect(stderr)
			.to.match(/nothing listens there/)
			.and.not.include('sesame');
	});
});
