import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDesiredFunction } from '../../src/segment/desired-function.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { aDesiredFunction } from './a-segment-function.js';

describe('readDesiredFunction', () => {
	afterEach(removeTemporaryFolders);

	const { code: ourCode, ...ourManifest } = aDesiredFunction();
	const read = (manifest: string, code = ourCode) => {
		const folder = temporaryFolder();
		const [codeFile, manifestFile] = [join(folder, 'function.js'), join(folder, 'settings.json')];
		writeFileSync(codeFile, code);
		writeFileSync(manifestFile, manifest);
		return readDesiredFunction(codeFile, manifestFile);
	};

	it('puts the code and the manifest together', () => {
		expect(read(JSON.stringify(ourManifest))).to.deep.equal(aDesiredFunction());
	});

	it('refuses a file without code', () => {
		expect(() => read(JSON.stringify(ourManifest), '\n')).to.throw(StartError, 'expected code, got an empty file');
	});

	for (const manifest of ['{', '[]', JSON.stringify({ ...ourManifest, settings: [{ label: 'no name' }] })]) {
		it(`refuses the manifest ${manifest.slice(0, 2)}`, () => {
			expect(() => read(manifest)).to.throw(StartError, 'expected the function');
		});
	}

	it('refuses a missing file', () => {
		expect(() => readDesiredFunction('/nowhere.js', '/nowhere.json')).to.throw(StartError, 'ENOENT');
	});
});
