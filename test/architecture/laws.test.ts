/** The house laws that more than the table of edges must say. Each `it` is one law; docs/architecture.md says why. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT, readSourceFiles, type SourceFile } from './source-files.js';

/** The library's name on npm. */
const LIBRARY = 'openai-ads-destination';

const src = readSourceFiles('src');
const gateway = readSourceFiles('gateway/src');
const destination = src.filter(({ path }) => path.startsWith('src/destination/'));

/** What takes other files' places in the file for Segment. */
const HOST = 'src/destination/routers/segment-function/host/';

function inRoom(files: readonly SourceFile[], room: string): SourceFile[] {
	return files.filter(({ path }) => path.startsWith(room));
}

function importersOf(files: readonly SourceFile[], isForbidden: (target: string) => boolean): string[] {
	return files.flatMap(({ path, imports, packages }) =>
		[...imports, ...packages].filter(isForbidden).map((target) => `${path} imports ${target}`),
	);
}

function usersOf(files: readonly SourceFile[], pattern: RegExp, allowed: readonly string[]): string[] {
	return files.filter(({ path, text }) => pattern.test(text) && !allowed.includes(path)).map(({ path }) => path);
}

function readText(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

function listFiles(folder: string, name: RegExp): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => name.test(file))
		.map((file) => `${folder}/${file}`);
}

describe('the house', () => {
	it('lets contract/ import nothing but itself, primitives/ and zod', () => {
		const contract = inRoom(src, 'src/destination/contract/');

		const strays = importersOf(contract, (target) => !/^src\/destination\/(?:contract|primitives)\/|^zod/.test(target));

		expect(strays).to.deep.equal([]);
	});

	it('keeps map/ and the rooms behind the batch apart', () => {
		const behind = /^src\/destination\/(?:batch|deliver)\//;
		const fromMap = importersOf(inRoom(src, 'src/destination/map/'), (target) => behind.test(target));
		const fromBehind = importersOf(
			src.filter(({ path }) => behind.test(path)),
			(target) => target.startsWith('src/destination/map/'),
		);

		expect([...fromMap, ...fromBehind]).to.deep.equal([]);
	});

	it('lets only contract/ and settings/ import zod', () => {
		const knows = /^src\/destination\/(?:contract|settings)\//;
		const others = src.filter(({ path }) => !knows.test(path));

		expect(importersOf(others, (target) => target.startsWith('zod'))).to.deep.equal([]);
	});

	it('lets only fetch-text.ts call fetch', () => {
		const ports = ['src/destination/ports.ts', 'src/destination/routers/segment-function/host-ports.ts'];
		const callers = usersOf(destination, /\bfetch\(/, [
			'src/destination/deliver/fetch-text.ts',
			`${HOST}fetch-text.ts`,
			...ports,
		]);

		expect(callers).to.deep.equal([]);
	});

	it('lets only clock.ts, batcher.ts and fetch-text.ts touch time', () => {
		const time =
			/\bDate\.now\(|\bnew Date\(\)|\bset(?:Timeout|Interval)\(|\bAbortSignal\.timeout\(|\bperformance\.now\(/;
		const allowed = ['primitives/clock.ts', 'batch/batcher.ts', 'deliver/fetch-text.ts'].map(
			(file) => `src/destination/${file}`,
		);

		expect(usersOf(destination, time, allowed)).to.deep.equal([]);
	});

	it('lets only sha256.ts and country-names.ts know that this is Node', () => {
		const allowed = new Set(['src/destination/primitives/sha256.ts', 'src/destination/map/user/country-names.ts']);
		const others = destination.filter(({ path }) => !allowed.has(path));

		expect(importersOf(others, (target) => target.startsWith('node:'))).to.deep.equal([]);
	});

	it("lets nothing but the build know what is made for Segment's runtime", () => {
		const others = src.filter(({ path }) => !path.startsWith(HOST));

		expect(importersOf(others, (target) => target.startsWith(HOST))).to.deep.equal([]);
	});

	it('lets only routers/ know the SDKs of hosts, and of them only types', () => {
		const isSdk = (target: string) => target.startsWith('@segment/') || target.startsWith('@rudderstack/');
		const others = src.filter(({ path }) => !path.startsWith('src/destination/routers/'));
		const atRuntime = usersOf(src, /import (?!type )[^'"]*['"]@(?:segment|rudderstack)\//, []);

		expect([...importersOf(others, isSdk), ...atRuntime]).to.deep.equal([]);
	});

	it('lets browser-plugin/ import nothing but itself and contract/oppref.ts', () => {
		const known = /^src\/browser-plugin\/|^src\/destination\/contract\/oppref\.ts$/;

		expect(importersOf(inRoom(src, 'src/browser-plugin/'), (target) => !known.test(target))).to.deep.equal([]);
	});

	it('lets the sandbox judge by the contract alone', () => {
		const judges =
			/^src\/(?:sandbox|destination\/(?:contract|primitives))\/|^src\/destination\/validate-event\.ts$|^node:/;

		expect(importersOf(inRoom(src, 'src/sandbox/'), (target) => !judges.test(target))).to.deep.equal([]);
	});

	it('lets nothing in src/ import the gateway, or the library itself by its name', () => {
		const isOwn = (target: string) => /^(?:\.\.\/)*gateway(?:\/|$)|^openai-ads/.test(target);

		expect(importersOf(src, isOwn)).to.deep.equal([]);
	});

	it('lets the gateway import nothing of the library but the entries that package.json publishes', () => {
		const entries = Object.keys(JSON.parse(readText('package.json')).exports).map((entry) =>
			entry.replace('.', LIBRARY),
		);
		const isUnpublished = (target: string) => target.startsWith(LIBRARY) && !entries.includes(target);
		const byPath = gateway.flatMap(({ path, imports }) =>
			imports.filter((target) => !target.startsWith('gateway/src/')).map((target) => `${path} imports ${target}`),
		);

		expect([...importersOf(gateway, isUnpublished), ...byPath]).to.deep.equal([]);
	});

	it('keeps the internal entry for the gateway: nothing else in src/ and no page or example uses it', () => {
		const pages = ['README.md', ...listFiles('docs', /^[\w-]+\.md$/), ...listFiles('examples', /\.(?:md|m?js|html)$/)];
		const showing = pages.filter((page) => /\bopenai-ads-destination\/internal\b/.test(readText(page)));

		expect(importersOf(src, (target) => target === 'src/destination/internal.ts')).to.deep.equal([]);
		expect(showing).to.deep.equal([]);
	});

	it('has no room without a name', () => {
		const nameless = /\/(?:utils?|helpers?|common|misc|types|constants)(?:\/|\.ts$)/;

		expect([...src, ...gateway].filter(({ path }) => nameless.test(path)).map(({ path }) => path)).to.deep.equal([]);
	});

	it('opens every file by saying what its room is', () => {
		const silent = [...src, ...gateway].filter(({ text }) => !text.startsWith('/**') && !text.startsWith('#!'));

		expect(silent.map(({ path }) => path)).to.deep.equal([]);
	});
});
