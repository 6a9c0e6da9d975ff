import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MAX_FILE_BYTES } from '../../src/rudderstack/parse-workspace.js';
import { readWorkspace } from '../../src/rudderstack/read-workspace.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const ENTRY = { id: 's', name: 'n', destinations: [] };

describe('readWorkspace', () => {
	afterEach(removeTemporaryFolders);

	function write(content: string): string {
		const file = join(temporaryFolder(), 'workspaceConfig.json');
		writeFileSync(file, content);
		return file;
	}

	for (const [name, content, words] of [
		['that is no JSON', '{"sources": [', 'expected JSON'],
		['that is a list', '[]', 'root: expected object'],
		['without sources', '{"apiKey": "secret"}', 'expected `sources` at the root, got none'],
		['of several workspaces', { w: { sources: [ENTRY] } }, 'got 1 workspaces below other keys'],
		['with no source', { sources: [] }, 'sources: expected at least one'],
		[
			'with a source without a list',
			{ sources: [{ ...ENTRY, destinations: {} }] },
			'sources[0].destinations: expected array',
		],
		['with a source without a name', { sources: [{ ...ENTRY, name: 1 }] }, 'sources[0].name: expected string'],
		[
			'with a destination without a definition',
			{ sources: [{ ...ENTRY, destinations: [{ id: 'd', name: 'secret' }] }] },
			'sources[0].destinations[0].destinationDefinition: expected object',
		],
	] as const) {
		it(`refuses a file ${name}, and shows no value of it`, () => {
			const file = write(typeof content === 'string' ? content : JSON.stringify(content));

			expect(() => readWorkspace(file))
				.to.throw(StartError, words)
				.and.have.property('message')
				.that.does.not.include('secret');
		});
	}

	it('refuses a file beyond its bound without reading it', () => {
		const file = write('');
		truncateSync(file, MAX_FILE_BYTES + 1);

		expect(() => readWorkspace(file)).to.throw(StartError, 'expected at most 20000000 bytes, got 20000001.');
	});
});
