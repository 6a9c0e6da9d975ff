import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { backUp } from '../../src/operate/back-up.js';
import { OperatorError } from '../../src/operate/operator.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { anOperator } from './an-operator.js';

describe('backUp', () => {
	afterEach(removeTemporaryFolders);

	it('says where the copy is if it can not be moved, as from another machine, and leaves no empty file', async () => {
		const path = join(temporaryFolder(), 'copy.db');
		const { operator } = anOperator({ backup: async () => ({ file: '/elsewhere/backup-1.db', bytes: 12 }) });
		const output = { isJson: false, print: () => {}, tell: () => {}, nowMs: () => 0 };

		const error = await backUp(operator, path, output).catch((caught: unknown) => caught);

		expect(error).to.be.instanceOf(OperatorError).and.to.have.property('code', 'conflict');
		expect(String(error)).to.include("/elsewhere/backup-1.db, on the gateway's machine").and.to.include('(ENOENT)');
		expect(existsSync(path)).to.equal(false);
	});
});
