/**
 * What the library costs whoever installs it, in bytes: its own files as npm packs them, and all of its dependencies.
 * The browser's limits are in browser-plugin/build.test.ts.
 */

import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');

/** Limits of the product. A megabyte is a million bytes. */
const [MAX_PACKED, MAX_INSTALLED] = [600_000, 20_000_000];
/** Segment's: 100 kB of 1024 bytes a function. */
const MAX_SEGMENT = 102_400;

interface Packed {
	readonly size: number;
	readonly unpackedSize: number;
}

/** What `npm publish` would send, without sending it. */
async function packOwnFiles(): Promise<Packed> {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
	const [packed] = Object.values(JSON.parse(stdout) as Packed[] | Record<string, Packed>); // npm 11 lists, npm 12 names.
	if (packed === undefined) throw new Error('npm packed nothing.');
	return packed;
}

/** Where Node finds a dependency of the package in `folder`. */
function locate(name: string, folder: string): string {
	const own = join(folder, 'node_modules', name);
	if (existsSync(own)) return own;
	if (dirname(folder) === folder) throw new Error(`${name} is not installed.`);
	return locate(name, dirname(folder));
}

/** The folders of all that a package needs at run time, and that its dependencies need. */
function findDependencies(folder: string, found = new Set<string>()): ReadonlySet<string> {
	const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	for (const name of Object.keys(dependencies)) {
		const dependency = locate(name, folder);
		if (found.has(dependency)) continue;
		found.add(dependency);
		findDependencies(dependency, found);
	}
	return found;
}

/** Bytes of all files; what other packages have inside it is counted where it is needed. */
function measureFolder(folder: string): number {
	return readdirSync(folder).reduce((bytes, name) => {
		const path = join(folder, name);
		if (name === 'node_modules') return bytes;
		const stat = lstatSync(path);
		return bytes + (stat.isDirectory() ? measureFolder(path) : stat.size);
	}, 0);
}

describe('the size of openai-ads-destination', () => {
	it(`is at most ${MAX_PACKED} bytes packed, and ${MAX_INSTALLED} installed with its dependencies`, async function () {
		this.timeout(60_000);
		const { size, unpackedSize } = await packOwnFiles();
		const dependencies = [...findDependencies(ROOT)].map((folder) => [folder, measureFolder(folder)] as const);

		const installed = dependencies.reduce((sum, [, bytes]) => sum + bytes, unpackedSize);

		const names = dependencies.map(([folder]) => folder.split('node_modules/').at(-1));
		expect(names).to.include.members(['zod', 'lodash', 'lru-cache', 'isbot', 'i18n-iso-countries']);
		expect(size, 'bytes packed').to.be.within(100_000, MAX_PACKED);
		expect(installed, 'bytes installed').to.be.within(8_000_000, MAX_INSTALLED);
	});

	it("is what Segment takes as a function's code", () => {
		expect(statSync(join(ROOT, 'dist/segment-function.js')).size).to.be.within(10_000, MAX_SEGMENT);
	});
});
