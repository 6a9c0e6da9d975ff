/** Part of `npm run build`: makes dist/segment-function.js, the file to paste into a Segment Destination Function. */

import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { minify } from 'terser';
import { toKey } from '../src/destination/map/user/country.js';
import { spellingsOf } from '../src/destination/routers/segment-function/host/country-spellings.js';

const ROOT = resolve(import.meta.dirname, '..');
const FUNCTION = join(ROOT, 'src/destination/routers/segment-function');
/** Segment looks for handlers of these names to find out what a function supports. */
const HANDLERS = ['onTrack', 'onPage', 'onScreen', 'onIdentify', 'onGroup', 'onAlias', 'onDelete', 'onBatch'];

/** Files that do not run at Segment, or would make the file too large, and their replacements. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
	'contract/quick-encoder.js': 'quick-encoder.ts',
	'deliver/fetch-text.js': 'fetch-text.ts',
	'settings/endpoint.js': 'endpoint.ts',
	'lodash/toPath.js': 'to-path.ts',
	'map/user/country-names.js': 'country-names.ts',
	'settings/oversize.js': 'oversize.ts',
	'settings/suggest-name.js': 'suggest-name.ts',
	'settings/with-manual.js': 'with-manual.ts',
	'map/bots/find-bot.js': 'find-bot.ts',
	'map/event/unmapped.js': 'unmapped.ts',
	'map/data/money-words.js': 'money-words.ts',
	'map/paths/read-steps.js': 'read-steps.ts',
	'map/recall-facts.js': 'recall-facts.ts',
	'intake/list-notes.js': 'list-notes.ts',
	'primitives/sha256.js': 'sha256.ts',
};

/** Begins the names of what is private in the source. */
const PRIVATE = 'private_';
/** Names of properties that stay within the file: in no setting, event, answer or library, and never read by a text. They are shortened too. */
const INTERNAL = [
	...['acceptedCount', 'addDefault', 'amounts', 'attempts', 'blocked', 'byIndex', 'byPlace', 'checkoutAmounts'],
	...['customData', 'describeUnmapped', 'detail', 'digits', 'doubtWords', 'draft', 'encodeRequest', 'ending'],
	...['externalId', 'fallbackUrl', 'fate', 'findClick', 'forgets', 'guestReaders', 'httpStatus', 'idPlaces'],
	...['isAnonymous', 'isConfirmed', 'isExample', 'isFlat', 'isGuest', 'isNamed', 'isOptedOut', 'isRecent'],
	...['isStripped', 'isTestEvent', 'isThrottled', 'itemLists', 'itemPaths', 'lacksUrl', 'learn', 'management'],
	...['mapping', 'matchKeys', 'moneyDoubt', 'namesPixel', 'notes', 'nowMs', 'opprefUrls', 'outcome', 'pageName'],
	...['parseObref', 'places', 'poison', 'preferences', 'problems', 'profile', 'readers', 'reading'],
	...['readSources', 'recall', 'requestId', 'resolveEventType', 'retryAfterMs', 'scale', 'searched', 'sha256'],
	...['sizeBytes', 'sources', 'suspicion', 'switchedOff', 'taught', 'timeoutMs', 'timestampMs', 'told', 'travel'],
	...['verdict', 'whole'],
];

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
		// Only two of the four columns are read, and as one text they take a quarter of the space.
		onLoad({ filter: /i18n-iso-countries[\\/]codes\.json$/ }, async ({ path }) => {
			const rows: readonly string[][] = JSON.parse(await readFile(path, 'utf8'));
			const texts = rows.map(([alpha2 = '', alpha3 = '']) => (alpha3.startsWith(alpha2) ? '' : alpha2) + alpha3);
			return { loader: 'json', contents: JSON.stringify(texts.join()) };
		});
		onLoad({ filter: /i18n-iso-countries[\\/]langs[\\/]en\.json$/ }, async ({ path }) => {
			const { countries } = JSON.parse(await readFile(path, 'utf8'));
			return { loader: 'json', contents: JSON.stringify(otherNames(countries).join(';')) };
		});
	},
};

/** `AEUAE`: the code and each name that the host does not have by itself. */
function otherNames(countries: Readonly<Record<string, string | string[]>>): string[] {
	return Object.entries(countries).flatMap(([alpha2, names]) => {
		const known = spellingsOf(alpha2).map(toKey);
		return [names]
			.flat()
			.filter((name) => !known.includes(toKey(name)))
			.map((name) => alpha2 + name);
	});
}

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
	mangleProps: new RegExp(`^(?:${PRIVATE}.*|${INTERNAL.join('|')})$`),
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
// A second pass finds 3 kB that esbuild leaves. Nothing in the file calls a function expression with `new`.
const { code } = await minify(outputFiles[0]?.text ?? '', {
	ecma: 2020,
	compress: { passes: 2, unsafe_arrows: true },
});
// Segment's runner looks for declarations with these names, not for members of an object.
const declarations = HANDLERS.map(
	(on) => `async function ${on}(input, settings) { return __openaiAds.${on}(input, settings); }`,
);
await writeFile(join(ROOT, 'dist/segment-function.js'), `${HEADER}${code}\n${declarations.join('\n')}\n`);
