/** Files and functions stay short: aim at 50 lines and 8, stop at 200 and 40. */

import { expect } from 'chai';
import {
	describeLengths,
	fileLengths,
	functionLengths,
	type Length,
	namedFunctionLengths,
	percentile,
} from './order.js';
import { readSourceFiles, toSourceFile } from './source-files.js';

/** Functions that are too long today, with the lines they may have until somebody splits them. No new ones. */
const KNOWN: Readonly<Record<string, number>> = {};

const files = [...readSourceFiles('src'), ...readSourceFiles('gateway/src')];

function longerThan(most: number, lengths: readonly Length[], known: Readonly<Record<string, number>> = {}): string[] {
	return lengths
		.filter(({ what, lines }) => lines > (known[what] ?? most))
		.map(({ what, lines }) => `${what}: ${lines} lines, at most ${known[what] ?? most}. Split it.`);
}

describe('the order of the house', () => {
	const functions = functionLengths(files);

	it('has no file over 200 lines', () => {
		expect(longerThan(200, fileLengths(files))).to.deep.equal([]);
	});

	it('has no function over 40 lines, but for those known', () => {
		expect(longerThan(40, functions, KNOWN)).to.deep.equal([]);
	});

	it('has no known long function that is short by now', () => {
		const long = new Set(functions.filter(({ lines }) => lines > 40).map(({ what }) => what));
		const outdated = Object.keys(KNOWN).filter((what) => !long.has(what));

		expect(outdated, 'Take these out of KNOWN').to.deep.equal([]);
	});

	it('has a median file of at most 50 lines, and nine of ten within 120', () => {
		const lengths = fileLengths(files);
		const figures = describeLengths('files', lengths);

		expect(percentile(lengths, 0.5), figures).to.be.at.most(50);
		expect(percentile(lengths, 0.9), figures).to.be.at.most(120);
	});

	it('has a median function of at most 6 lines', () => {
		const lengths = namedFunctionLengths(files);

		expect(percentile(lengths, 0.5), describeLengths('functions with a name', lengths)).to.be.at.most(6);
	});
});

describe('functionLengths', () => {
	const lengthsOf = (text: string) => functionLengths([toSourceFile('a.ts', text)]);

	it('counts from the first line of a function to its last, with the functions in it', () => {
		const text = '/** One. */\nexport function one() {\n\tconst two = () => {\n\t\tthree();\n\t};\n\treturn two;\n}\n';

		expect(lengthsOf(text)).to.deep.equal([
			{ what: 'a.ts one', lines: 6 },
			{ what: 'a.ts two', lines: 3 },
		]);
	});

	it('leaves out a function that is one literal table', () => {
		const tables = [
			'const a = () => ({\n\tb: 1,\n});',
			'function c() {\n\treturn [\n\t\t1,\n\t] as const;\n}',
			'class D {\n\te() {\n\t\treturn {};\n\t}\n}',
		];

		expect(tables.flatMap(lengthsOf)).to.deep.equal([]);
	});
});
