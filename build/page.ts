/** Part of `npm run build`: makes gateway/dist/page, the inspector's page, whose files are named after their content. */

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { minify } from 'terser';
import { lucideIcons } from './lucide-icons.js';
import { reasonKeys } from './reason-keys.js';
import { styleText } from './style-text.js';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = join(ROOT, 'gateway/page');
const OUT = join(ROOT, 'gateway/dist/page');

/** Bytes; scripts and styles as they travel, gzipped. (product decision) */
export const BUDGETS = { script: 24 * 1024, style: 8 * 1024, fonts: 55 * 1024, setUp: 24 * 1024 };

/** What is loaded after the first paint, or on no page but its own. */
const LATER = [
	[
		/^later-.*\.js$/,
		'story, queue with letters, alerts and checks, skipped by name, overview below the fold, first run, keys; after the first paint',
	],
	[/^sandbox-.*\.js$/, 'faults and requests; in a sandbox alone'],
	[/^sign-in-.*\.js$/, 'the form, by itself; where a token is set'],
] as const;

const OPTIONS: BuildOptions = {
	entryPoints: { page: join(PAGE, 'page.tsx') },
	outdir: join(OUT, 'assets'),
	entryNames: '[name]-[hash]',
	assetNames: '[name]-[hash]',
	publicPath: '/assets',
	loader: { '.woff2': 'file' },
	plugins: [lucideIcons, reasonKeys, styleText],
	// Of what the gateway shares with the page no file needs Node, but files beside them do: none of those may be left in it.
	external: ['node:*'],
	jsx: 'automatic',
	jsxImportSource: 'preact',
	chunkNames: '[name]-[hash]',
	bundle: true,
	minify: true,
	format: 'esm',
	splitting: true,
	target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
	legalComments: 'none',
	metafile: true,
	logLevel: 'warning',
};

/** Builds, and fails if a budget is passed. */
async function run(): Promise<void> {
	rmSync(OUT, { recursive: true, force: true });
	mkdirSync(OUT, { recursive: true });
	// The form by itself, so that it shares no chunk with the page, which would have to load it too.
	const built = [
		await build(OPTIONS),
		await build({ ...OPTIONS, entryPoints: { 'sign-in': join(PAGE, 'sign-in.ts') } }),
	];
	const files = built.flatMap(({ metafile }) =>
		Object.keys(metafile?.outputs ?? {}).map((file) => join(process.cwd(), file)),
	);
	refuseNode(built.flatMap(({ metafile }) => Object.values(metafile?.outputs ?? {})));
	const find = (pattern: RegExp) => files.filter((file) => pattern.test(basename(file)));
	for (const file of find(/\.js$/)) await shrink(file);
	const [script = ''] = find(/^page-.*\.js$/);
	const [style = ''] = find(/^page-.*\.css$/);
	const fonts = find(/\.woff2$/);
	const [signIn = ''] = find(/^sign-in-.*\.js$/);
	const geist = fonts.find((font) => basename(font).startsWith('geist-latin')) ?? '';
	for (const name of ['index.html', 'sign-in.html']) {
		const html = readFileSync(join(PAGE, name), 'utf8')
			.replace('SCRIPT', basename(script))
			.replace('SIGN_IN', basename(signIn))
			.replace('STYLE', basename(style))
			.replace('GEIST', basename(geist));
		writeFileSync(join(OUT, name), html);
	}
	copyFileSync(join(ROOT, 'node_modules/@fontsource-variable/geist/LICENSE'), join(OUT, 'LICENSE-geist.txt'));
	writeFileSync(join(OUT, 'LICENSES.txt'), readLicences());
	// What the script imports at once counts too. The others are named, with their size.
	check('script', sumOf([script, ...find(/^chunk-/)]));
	for (const [pattern, what] of LATER) console.log(`page, later: ${what}: ${sumOf(find(pattern))} bytes`);
	check('setUp', sumOf(find(/^set-up-.*\.js$/)));
	check('style', gzipped(style));
	check(
		'fonts',
		fonts.reduce((sum, font) => sum + readFileSync(font).length, 0),
	);
}

function refuseNode(outputs: readonly Metafile['outputs'][string][]): void {
	const external = outputs.flatMap(({ imports }) => imports.filter((each) => each.external));
	if (external.length > 0) throw new Error(`gateway/dist/page: expected nothing of Node, got ${external[0]?.path}.`);
}

/** terser finds a twentieth more than esbuild. */
async function shrink(file: string): Promise<void> {
	const { code = '' } = await minify(readFileSync(file, 'utf8'), { module: true, compress: { passes: 3, ecma: 2020 } });
	writeFileSync(file, code);
}

function readLicences(): string {
	return ['preact', '@preact/signals', '@preact/signals-core', 'lucide-static']
		.map((name) => `${name}\n\n${readFileSync(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8')}`)
		.join('\n\n');
}

function sumOf(files: readonly string[]): number {
	return files.reduce((sum, file) => sum + gzipped(file), 0);
}

function gzipped(file: string): number {
	return gzipSync(readFileSync(file), { level: 9 }).length;
}

function check(part: keyof typeof BUDGETS, bytes: number): void {
	const most = BUDGETS[part];
	if (bytes > most) throw new Error(`gateway/dist/page: expected a ${part} of at most ${most} bytes, got ${bytes}.`);
	console.log(`page ${part}: ${bytes} of ${most} bytes`);
}

await run();
