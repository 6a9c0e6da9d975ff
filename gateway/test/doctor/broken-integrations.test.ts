import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { see } from './a-doctor.js';
import { BROKEN } from './broken-integrations.js';

const GOLDEN = readFileSync(new URL('./broken-integrations.txt', import.meta.url), 'utf8');
/** Between two scenes: a title, and what was printed. */
const scenes = new Map(
	GOLDEN.split(/^## /m)
		.slice(1)
		.map((part) => [part.split('\n')[0], part.slice(part.indexOf('\n') + 1).trim()]),
);

describe('openai-ads doctor, on broken integrations', () => {
	afterEach(removeTemporaryFolders);

	for (const { name, ...scene } of BROKEN) {
		it(`says what is wrong, and what to do: ${name}`, async () => {
			const { text, findings } = await see(scene);

			const shown = text
				.split('\n')
				.slice(2, -2)
				.join('\n')
				.replace(/\/tmp\S*|\.\/openai-ads-data/g, '<folder>')
				.replace(/\d+ [GM]B free/g, '<free>');
			expect(shown.trim()).to.equal(scenes.get(name));
			expect(findings.every(({ status, remediation }) => status === 'ok' || remediation.length > 0)).to.equal(true);
			expect(text.split('\n').filter((line) => line.length > 80)).to.deep.equal([]);
		});
	}
});
