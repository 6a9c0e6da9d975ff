import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeFolder } from '../../../src/queue/sqlite/make-folder.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';

describe('makeFolder', () => {
	afterEach(removeTemporaryFolders);

	it('makes a folder and those above it, for its owner alone', () => {
		const folder = join(temporaryFolder(), 'a', 'b');
		makeFolder(folder);
		makeFolder(folder);
		expect(statSync(folder).mode & 0o777).to.equal(0o700);
		expect(statSync(join(folder, '..')).mode & 0o777).to.equal(0o700);
	});

	it('says so where a file stands in the way', () => {
		const file = join(temporaryFolder(), 'file');
		writeFileSync(file, '');
		expect(() => makeFolder(file)).to.throw(/EEXIST/);
		expect(() => makeFolder(join(file, 'below'))).to.throw(/ENOTDIR/);
	});

	it('ends where the file system takes no folders', function () {
		if (process.platform !== 'linux') this.skip();
		expect(() => makeFolder('/proc/no-such-folder/queue')).to.throw(/ENOENT/);
	});
});
