/** The table at the top of docs/recipes.md has every recipe, and names tests that exist. */

import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const PAGE = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8');
const table = PAGE.split('\n').filter((line) => line.startsWith('| ') && line.endsWith(' |'));

/** As GitHub makes the anchor of a heading. */
const toAnchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replaceAll(' ', '-');

describe('docs/recipes.md', () => {
	it('says of each recipe whether and how it was run', () => {
		const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
		const linked = new Set([...table.join('\n').matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor));

		expect(headings.filter((heading) => !linked.has(toAnchor(heading)))).to.deep.equal([]);
		expect([...linked].filter((anchor) => !headings.map(toAnchor).includes(anchor ?? ''))).to.deep.equal([]);
	});

	it('names tests that exist', () => {
		const files = [...table.join('\n').matchAll(/`((?:gateway\/)?(?:test|examples)\/[^`]+)`/g)].map(
			([, file = '']) => file,
		);

		expect(files.filter((file) => !existsSync(file))).to.deep.equal([]);
		expect(files.length).to.be.above(8);
	});
});
