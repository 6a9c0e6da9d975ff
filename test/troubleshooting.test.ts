/** Each reason stands once in the code and once in docs/troubleshooting.md, and some symptom leads to it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SYMPTOMS } from '../docs/generate/symptoms.js';
import { CHECK_IDS } from '../gateway/src/doctor/finding.js';
import { WORDS } from '../gateway/src/doctor/words.js';
import { REASONS_IN_WORDS } from '../gateway/src/terminal/reason-words.js';
import { OUTCOME_WORDS } from '../gateway/src/terminal/words.js';
import { REASONS } from '../src/destination/explain/reasons.js';
import { ROOT, readSourceFiles } from './architecture/source-files.js';

const PAGE = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
const CODE = [...readSourceFiles('src'), ...readSourceFiles('gateway/src')].map(({ text }) => text).join('\n');
/** Shorter ones, and what is only a value, are no sentences. */
const MIN_LENGTH = 20;

const codes = [...new Set(REASONS.map(({ code }) => code))];
const count = (text: string, part: string) => text.split(part).length - 1;
/** As the source has it, up to the first gap. */
const beginning = (sentence: string) => sentence.split(/[{<]/)[0] ?? '';

describe('docs/troubleshooting.md', () => {
	it('leads from a symptom to each reason and each check, each once', () => {
		expect(SYMPTOMS.flatMap(({ reasons }) => reasons)).to.have.members(codes);
		expect(SYMPTOMS.flatMap(({ checks }) => checks)).to.have.members([...CHECK_IDS]);
	});

	it('has one heading for each of them', () => {
		const counts = [...codes, ...CHECK_IDS].map((name) => [name, count(PAGE, `\n### ${name}\n`)]);

		expect(counts.filter(([, n]) => n !== 1)).to.deep.equal([]);
	});

	it('has one row for each outcome and reason of a line of tail', () => {
		const names = [...Object.keys(OUTCOME_WORDS), ...Object.keys(REASONS_IN_WORDS)];

		expect(names.filter((name) => count(PAGE, `| \`${name}\` |`) !== 1)).to.deep.equal([]);
	});

	it('has no link to a heading that is not there', () => {
		const headings = new Set(
			[...PAGE.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-')),
		);
		const broken = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)]
			.map(([, name = '']) => name)
			.filter((name) => !headings.has(name));

		expect(broken).to.deep.equal([]);
	});

	it('has each sentence of the code once, as the code has', () => {
		const rows = [...REASONS.map(({ sentence }) => sentence), ...Object.values(WORDS).map(({ message }) => message)];
		const sentences = [...new Set(rows.map(beginning))].filter((start) => start.length >= MIN_LENGTH);
		const twice = sentences.filter((start) => {
			const own = sentences.filter((other) => other.startsWith(start)).length;
			return count(CODE, start) + count(CODE, start.replaceAll("'", "\\'")) * Number(start.includes("'")) > own;
		});

		expect(sentences.length).to.be.above(40);
		expect(twice).to.deep.equal([]);
	});
});
