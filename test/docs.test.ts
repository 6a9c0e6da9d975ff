/** The documentation says what the code does: its tables are current, its links lead somewhere, its samples hold. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';
import { generatePictures } from '../docs/generate/architecture.js';
import { generateTables, refresh } from '../docs/generate/tables.js';

const ROOT = resolve(import.meta.dirname, '..');
const PAGES = [
	'README.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
];

function readPage(page: string): string {
	return readFileSync(join(ROOT, page), 'utf8');
}

describe('the documentation', () => {
	const tables = { ...generateTables(), ...generatePictures() };

	for (const page of PAGES) {
		it(`has current tables in ${page} (npm run docs)`, () => {
			const text = readPage(page);

			expect(refresh(text, tables)).to.equal(text);
		});

		it(`has no broken link in ${page}`, () => {
			// ../../actions is GitHub's page of a repository's workflows, seen from a file of the repository.
			const links = [...readPage(page).matchAll(/\]\((?!https?:|#|mailto:|\.\.\/\.\.\/actions\/)([^)#]+)/g)].map(
				(match) => match[1] as string,
			); // One group.

			const broken = links.filter((link) => !existsSync(resolve(ROOT, dirname(page), link)));

			expect(broken).to.deep.equal([]);
		});
	}
});
