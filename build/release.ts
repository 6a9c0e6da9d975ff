/**
 * `npm run release -- 0.2.0`: writes the version wherever it stands and closes the changelog's Unreleased.
 * Edits files and nothing else: a person looks at the difference, commits and tags.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { closeUnreleased } from './release-changelog.js';

const ROOT = resolve(import.meta.dirname, '..');
const VERSION_FILE = 'src/destination/primitives/version.ts';
const SEMVER = /^\d+\.\d+\.\d+(?:-[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

interface Manifest {
	version: string;
	dependencies?: Record<string, string>;
}

interface Lock extends Manifest {
	packages: Record<string, Manifest>;
}

/** The new texts by path. Nothing is written before all of them are known, so that a failure changes nothing. */
const texts = new Map<string, string>();

function edit(path: string, change: (text: string) => string): void {
	texts.set(path, change(readFileSync(join(ROOT, path), 'utf8')));
}

function editJson(path: string, change: (json: Lock) => void): void {
	edit(path, (text) => {
		const json: Lock = JSON.parse(text);
		change(json);
		return `${JSON.stringify(json, null, '\t')}\n`;
	});
}

/** Prereleases of one version are not told apart. */
function isLower(version: string, than: string): boolean {
	const [core, thanCore] = [version, than].map((text) => text.replace(/-.*/, '')) as [string, string]; // Two in, two out.
	if (core === thanCore) return version.includes('-') && !than.includes('-');
	return core.localeCompare(thanCore, 'en', { numeric: true }) < 0;
}

/** @throws for what is no version, or lower than the present one. The present one is fine: a first release has it. */
function requireVersion(version: string | undefined, present: string): string {
	if (version === undefined || !SEMVER.test(version))
		throw new Error(`version: expected one like 0.2.0 or 1.0.0-beta.1, got ${version ?? 'none'}.`);
	if (isLower(version, present)) throw new Error(`version: expected ${present} or higher, got ${version}.`);
	return version;
}

function setVersion(manifest: Manifest | undefined, version: string): void {
	if (manifest === undefined) throw new Error('package-lock.json: a package is missing. Run `npm install` first.');
	manifest.version = version;
	// The gateway wants the library of its own version, no other.
	if (manifest.dependencies?.[name] !== undefined) manifest.dependencies[name] = version;
}

/** OpenAI and Segment's SDK are told the version by a constant: bundled, the library has no package.json to read. */
function setVersionConstant(version: string): void {
	const constant = /^(export const VERSION = )'[^']*';$/m;
	edit(VERSION_FILE, (text) => {
		if (constant.test(text)) return text.replace(constant, `$1'${version}';`);
		throw new Error(`${VERSION_FILE}: expected a line "export const VERSION = '…';", found none.`);
	});
}

const { name, version: present } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** @throws before anything is written */
function release(version: string): void {
	for (const path of ['package.json', 'gateway/package.json']) editJson(path, (json) => setVersion(json, version));
	editJson('package-lock.json', (lock) => {
		lock.version = version;
		for (const path of ['', 'gateway']) setVersion(lock.packages[path], version);
	});
	setVersionConstant(version);
	edit('CHANGELOG.md', (text) => closeUnreleased(text, version, new Date().toISOString().slice(0, 10)));
	for (const [path, text] of texts) writeFileSync(join(ROOT, path), text);
}

try {
	const version = requireVersion(process.argv[2], present);
	release(version);
	console.log(`${version} is in ${[...texts.keys()].join(', ')}.

Look at \`git diff\` and run \`npm test\`. Commit it, and tag the commit once it is on main:

  git commit --all --message 'Release ${version}'
  git tag v${version} && git push origin v${version}`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
