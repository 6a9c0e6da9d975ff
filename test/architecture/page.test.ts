/** docs/architecture.md describes the house as it is; test/docs.test.ts checks that its pictures are current. */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { findStrayCaptions } from '../../docs/generate/architecture.js';
import { ROOT } from './source-files.js';

function fileNames(): Set<string> {
	const folders = ['src', 'gateway/src', 'test', 'build', 'docs'];
	const files = folders.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
	);
	return new Set(files.flatMap((file) => [file, basename(file)]));
}

describe('docs/architecture.md', () => {
	it('names no file that is gone', () => {
		const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').replaceAll(/```mermaid[\s\S]*?```/g, '');
		const known = fileNames();
		const gone = [...page.matchAll(/[\w./-]+\.ts\b/g)].map(([name]) => name).filter((name) => !isKnown(known, name));

		expect(gone).to.deep.equal([]);
	});

	it('has captions only for rooms that are there', () => {
		expect(findStrayCaptions(), 'Correct the captions in docs/generate/architecture.ts').to.deep.equal([]);
	});
});

/** `read-steps.ts`, `test/contract/second-reading.ts`, or the end of a path, as in `contract/oppref.ts`. */
function isKnown(known: ReadonlySet<string>, name: string): boolean {
	return known.has(name) || [...known].some((file) => file.endsWith(`/${name}`));
}
