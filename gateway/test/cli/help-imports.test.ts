/** Help, and a mistake in the flags, are answered at once: nothing is loaded for them that only a command needs. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url);
/** What is imported when a file is loaded: neither types nor what is imported later. */
const IMPORT = /^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm;

function listImports(file: URL, seen: Map<string, string>): Map<string, string> {
	for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
		const next = new URL(name.replace(/\.js$/, '.ts'), file);
		const key = name.startsWith('.') ? next.href : name;
		if (seen.has(key)) continue;
		seen.set(key, file.href);
		if (name.startsWith('.')) listImports(next, seen);
	}
	return seen;
}

describe('the command without a command', () => {
	it('loads commander and files of its own, and neither the library nor another package', () => {
		const all = [...listImports(MAIN, new Map()).keys()];

		expect(all.filter((name) => !/^(?:file|node):/.test(name))).to.deep.equal(['commander']);
		expect(all.length).to.be.above(8);
	});
});
