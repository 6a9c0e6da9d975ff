import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { VERSION } from '../../src/destination/primitives/version.js';

const ROOT = resolve(import.meta.dirname, '../..');

describe('VERSION', () => {
	for (const file of ['package.json', 'gateway/package.json']) {
		it(`is that of ${file}`, () => {
			const { version } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

			expect(VERSION).to.equal(version);
		});
	}
});
