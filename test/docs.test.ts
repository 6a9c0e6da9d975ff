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

/** As GitHub names the headings of a page in links. Lines within code are no headings. */
function findHeadings(page: string): ReadonlySet<string> {
	const prose = readPage(page).replace(/^```[\s\S]*?^```/gm, '');
	const names = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_ -]/gu, '')
			.replaceAll(' ', '-'),
	);
	return new Set(names);
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

		it(`has no link to a missing heading in ${page}`, () => {
			const links = [...readPage(page).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)]+)\)/g)].map(
				([, path = '', name = '']) => ({
					target: path === '' ? page : join(dirname(page), path),
					name,
				}),
			);

			const broken = links.filter(({ target, name }) => target.endsWith('.md') && !findHeadings(target).has(name));

			expect(broken).to.deep.equal([]);
		});
	}
});
