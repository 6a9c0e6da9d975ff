/** Part of `npm run build`: makes dist/segment-function.js, the one file to paste into a Segment Destination Function. */

import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');
const FUNCTION = join(ROOT, 'src/destination/routers/segment-function');
/** Handlers by which Segment finds out what a function can do. */
const HANDLERS = ['onTrack', 'onPage', 'onScreen', 'onIdentify', 'onGroup', 'onAlias', 'onDelete', 'onBatch'];

/** Files that Segment's runtime or the file's size does not allow, and what takes their place there. */
const IN_PLACE_OF: Readonly<Record<string, string>> = {
	'contract/compiled-schema.js': 'compiled-schema.ts',
	'deliver/fetch-text.js': 'fetch-text.ts',
	'settings/endpoint.js': 'endpoint.ts',
	'lodash/toPath.js': 'to-path.ts',
	'map/user/country-names.js': 'country-names.ts',
	'settings/oversize.js': 'oversize.ts',
	'settings/suggest-name.js': 'suggest-name.ts',
	'settings/with-manual.js': 'with-manual.ts',
	'map/paths/read-steps.js': 'read-steps.ts',
	'primitives/sha256.js': 'sha256.ts',
};

const forSegment: Plugin = {
	name: 'for-segment',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\.js$/ }, ({ path, importer }) => {
			const name = Object.keys(IN_PLACE_OF).find((file) => basename(file) === basename(path));
			// What takes a file's place may itself name the file's types.
			if (name === undefined || importer.startsWith(join(FUNCTION, 'host/'))) return undefined;
			return { path: join(FUNCTION, 'host', IN_PLACE_OF[name] as string) };
		});
		// Two of the four columns are never read, and one text is half as long as a list of lists.
		onLoad({ filter: /i18n-iso-countries[\\/]codes\.json$/ }, async ({ path }) => {
			const rows: readonly string[][] = JSON.parse(await readFile(path, 'utf8'));
			return { loader: 'json', contents: JSON.stringify(rows.map(([alpha2, alpha3]) => `${alpha2} ${alpha3}`).join()) };
		});
	},
};

const { name, version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

await build({
	entryPoints: [join(FUNCTION, 'index.ts')],
	outfile: join(ROOT, 'dist/segment-function.js'),
	bundle: true,
	format: 'iife',
	globalName: '__openaiAds',
	// Segment's editor and runner see syntax of this year; what the library calls is what Node 20 has.
	target: 'es2021',
	platform: 'neutral',
	mainFields: ['module', 'main'],
	charset: 'utf8',
	legalComments: 'none',
	minify: true, // docs/decisions/0008-segment-file-is-minified.md
	plugins: [forSegment],
	banner: {
		js: [
			`// ${name} ${version}, ${license} licence: a Segment Destination Function. Paste all of it, change nothing.`,
			'// Steps, settings and sources: docs/segment.md of the package.',
		].join('\n'),
	},
	// Segment's runner reads declarations of these names, not the members of an object.
	footer: {
		js: HANDLERS.map(
			(on) => `async function ${on}(input, settings) { return __openaiAds.${on}(input, settings); }`,
		).join('\n'),
	},
	logLevel: 'warning',
});
