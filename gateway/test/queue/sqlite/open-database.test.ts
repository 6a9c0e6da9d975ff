import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { closeDatabase, openDatabase } from '../../../src/queue/sqlite/open-database.js';
import { StartError } from '../../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';

describe('openDatabase', () => {
	let folder: string;

	beforeEach(() => {
		folder = join(temporaryFolder(), 'data');
	});
	afterEach(removeTemporaryFolders);

	const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

	it('creates folder and files for their owner alone, whatever the umask', () => {
		const umask = process.umask(0);

		const database = openDatabase(folder, 'live');

		process.umask(umask);
		const files = readdirSync(folder);
		expect(modeOf(folder)).to.equal('700');
		expect(files.map((file) => modeOf(join(folder, file)))).to.deep.equal(files.map(() => '600'));
		closeDatabase(database);
	});

	it('refuses a folder that is open already, naming it', () => {
		const database = openDatabase(folder, 'live');

		expect(() => openDatabase(folder, 'live')).to.throw(StartError, `${folder}: in use by another gateway.`);

		closeDatabase(database);
	});

	it('leaves one file behind and lets the folder be opened again', () => {
		closeDatabase(openDatabase(folder, 'live'));

		const files = readdirSync(folder);
		closeDatabase(openDatabase(folder, 'live'));

		expect(files).to.deep.equal(['queue.db']);
	});

	it('refuses to open a sandbox queue as a live one', () => {
		closeDatabase(openDatabase(folder, 'sandbox'));

		expect(() => openDatabase(folder, 'live')).to.throw(StartError, 'holds a sandbox queue, this gateway is live');
	});

	it('refuses a folder that is a file, and a file that is not a database', () => {
		const parent = temporaryFolder();
		writeFileSync(join(parent, 'file'), '');
		mkdirSync(folder);
		writeFileSync(join(folder, 'queue.db'), 'not a database, but long enough to be looked at'.repeat(10));

		expect(() => openDatabase(join(parent, 'file'), 'live')).to.throw(StartError, 'expected a folder to write to');
		expect(() => openDatabase(folder, 'live')).to.throw(
			StartError,
			'queue.db: expected a queue, got a file that is no database (SQLITE_NOTADB)',
		);
	});

	it('does not change the permissions of an existing folder', () => {
		mkdirSync(folder);
		chmodSync(folder, 0o755);

		closeDatabase(openDatabase(folder, 'live'));

		expect(modeOf(folder)).to.equal('755');
	});
});
