/** docs/api/ says what each entry point exports, so that a renamed export or field is a decision that a reviewer sees. */

import { expect } from 'chai';
import { generateApiReports, listEntries, readApiReports } from '../../docs/generate/api-reports.js';

describe('the public surface', () => {
	const entries = listEntries();
	const kept = readApiReports();
	let built: ReadonlyMap<string, string>;

	before(function () {
		this.timeout(120_000); // It reads the declarations of TypeScript, Node and zod: seconds, more on a busy machine.
		built = generateApiReports();
	});

	for (const { name, report } of entries) {
		it(`of ${name} is what docs/api/${report} says`, () => {
			const advice = `The types of ${name} changed. If that is meant, run \`npm run docs\` and name the change in CHANGELOG.md`;

			expect(kept.get(report), advice).to.equal(built.get(report));
		});
	}

	it('says of every function and class what it is for', () => {
		// An entry that promises nothing, and handlers whose names are Segment's.
		const own = [...kept].filter(([report]) => report !== 'internal.md' && report !== 'segment-function.md');
		const rows = own.flatMap(([, text]) => {
			const [, table = ''] = /\| Functions and classes \| \|\n\| --- \| --- \|\n((?:\|.*\n)*)/.exec(text) ?? [];
			return table.trim().split('\n');
		});

		expect(rows).to.have.length.greaterThan(20);
		expect(rows.filter((row) => /\|\s*\|$/.test(row))).to.deep.equal([]);
	});

	it('has no report of an entry that is gone', () => {
		expect([...kept.keys()]).to.have.members(entries.map(({ report }) => report));
	});
});
