/** Part of `npm run build`: makes dist/segment-function.js, the file to paste into a Segment Destination Function. */

import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { minify } from 'terser';

const ROOT = resolve(import.meta.dirname, '..');
const FUNCTION = join(ROOT, 'src/destination/routers/segment-function');
/** Segment looks for handlers of these names to find out what a function supports. */
const HANDLERS = ['onTrack', 'onPage', 'onScreen', 'onIdentify', 'onGroup', 'onAlias', 'onDelete', 'onBatch'];

/** Files that do not run at Segment, or would make the file too large, and their replacements. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
	'contract/compiled-schema.js': 'compiled-schema.ts',
	'deliver/fetch-text.js': 'fetch-text.ts',
	'settings/endpoint.js': 'endpoint.ts',
	'lodash/toPath.js': 'to-path.ts',
	'map/user/country-names.js': 'country-names.ts',
	'settings/oversize.js': 'oversize.ts',
	'settings/suggest-name.js': 'suggest-name.ts',
	'settings/with-manual.js': 'with-manual.ts',
	'map/bots/find-bot.js': 'find-bot.ts',
	'map/event/unmapped.js': 'unmapped.ts',
	'map/paths/read-steps.js': 'read-steps.ts',
	'map/recall-facts.js': 'recall-facts.ts',
	'intake/list-notes.js': 'list-notes.ts',
	'primitives/sha256.js': 'sha256.ts',
};

/** Begins the names of what is private in the source. */
const PRIVATE = 'private_';

const forSegment: Plugin = {
	name: 'for-segment',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\.js$/ }, ({ path, importer }) => {
			const name = Object.keys(REPLACEMENTS).find((file) => basename(file) === basename(path));
			// A replacement may import the types of the file it replaces.
			if (name === undefined || importer.startsWith(join(FUNCTION, 'host/'))) return undefined;
			return { path: join(FUNCTION, 'host', REPLACEMENTS[name] as string) };
		});
		// Private fields become plain ones with short names: for the syntax below, each would need a WeakMap.
		onLoad({ filter: /[\\/]src[\\/]destination[\\/].*\.ts$/ }, async ({ path }) => ({
			loader: 'ts',
			contents: (await readFile(path, 'utf8')).replace(/(?<=^\t|\bthis\.|\breadonly )#(?=[a-z]\w*)/gm, PRIVATE),
		}));
		// Two of the four columns, and the English names: as one text they take half as much space as in lists.
		onLoad({ filter: /i18n-iso-countries[\\/]codes\.json$/ }, async ({ path }) => {
			const rows: readonly string[][] = JSON.parse(await readFile(path, 'utf8'));
			const english: unknown = JSON.parse(await readFile(join(path, '../langs/en.json'), 'utf8'));
			const { countries } = english as { countries: Record<string, string | string[]> }; // As in all its languages.
			const toText = ([alpha2 = '', alpha3]: readonly string[]) =>
				alpha2 + alpha3 + [countries[alpha2]].flat().join(';');
			return { loader: 'json', contents: JSON.stringify(rows.map(toText).join('|')) };
		});
	},
};

const { name, version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

const { outputFiles } = await build({
	write: false,
	// A plain assignment: for real exports esbuild adds 600 bytes of its own.
	stdin: {
		contents: `import { ${HANDLERS} } from './index.ts'; __openaiAds = { ${HANDLERS} };`,
		resolveDir: FUNCTION,
	},
	bundle: true,
	format: 'iife',
	// The syntax that Segment's editor and runner accept. The functions that the library calls are those of Node 20.
	target: 'es2021',
	mangleProps: new RegExp(`^${PRIVATE}`),
	tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
	platform: 'neutral',
	mainFields: ['module', 'main'],
	charset: 'utf8',
	legalComments: 'none',
	minify: true, // docs/decisions/0008-segment-file-is-minified.md
	plugins: [forSegment],
	logLevel: 'warning',
});

const HEADER = `// ${name} ${version}, ${license} licence: a Segment Destination Function. Paste all of it, change nothing.
// Steps, settings and sources: docs/segment.md in the package.
let __openaiAds;
`;
// A second pass finds 2 kB that esbuild leaves.
const { code } = await minify(outputFiles[0]?.text ?? '', { ecma: 2020, compress: { passes: 2 } });
// Segment's runner looks for declarations with these names, not for members of an object.
const declarations = HANDLERS.map(
	(on) => `async function ${on}(input, settings) { return __openaiAds.${on}(input, settings); }`,
);
await writeFile(join(ROOT, 'dist/segment-function.js'), `${HEADER}${code}\n${declarations.join('\n')}\n`);
