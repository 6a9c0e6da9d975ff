/**
 * `docs/api/`: what each entry point of the packages exports, so that a changed name or type shows in a pull request.
 * API Extractor reads the built declarations; only its list of signatures is kept.
 */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
	CompilerState,
	Extractor,
	ExtractorConfig,
	ExtractorLogLevel,
	type ExtractorMessage,
	type IConfigFile,
} from '@microsoft/api-extractor';
import { toOverview } from './api-overview.js';

const ROOT = resolve(import.meta.dirname, '../..');
const REPORTS = join(ROOT, 'docs/api');
/** Folders of the packages, from the root, and how the names of their reports begin. */
const PACKAGES = [
	{ folder: '.', prefix: '' },
	{ folder: 'gateway', prefix: 'gateway.' },
];

export interface Entry {
	/** As it is imported: `openai-ads-destination/pipeline`. */
	readonly name: string;
	/** Name of its report in `docs/api/`. */
	readonly report: string;
	/** Folder of its package. */
	readonly folder: string;
	/** Its built declarations. */
	readonly types: string;
}

/** Every entry point with types that the packages publish. */
export function listEntries(): Entry[] {
	return PACKAGES.flatMap(({ folder, prefix }) => {
		const { name, exports = {} } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
		return Object.entries<{ readonly types?: string }>(exports).flatMap(([path, { types }]) => {
			if (types === undefined) return [];
			const report = `${prefix}${path === '.' ? 'index' : path.slice(2).replaceAll('/', '.')}.md`;
			return [{ name: path.replace('.', name), report, folder: join(ROOT, folder), types: join(ROOT, folder, types) }];
		});
	});
}

/**
 * Report name to text, for all entries.
 *
 * @throws Error if the packages are not built
 */
export function generateApiReports(): Map<string, string> {
	const entries = listEntries();
	const missing = entries.find(({ types }) => !existsSync(types));
	if (missing) throw new Error(`docs: ${missing.types} is not there. Run \`npm run build\` first.`);
	const folder = mkdtempSync(join(tmpdir(), 'api-reports-'));
	try {
		return extractReports(entries, folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Names of the reports in `docs/api/`, and their texts. */
export function readApiReports(): Map<string, string> {
	const names = existsSync(REPORTS) ? readdirSync(REPORTS) : [];
	return new Map(names.map((name) => [name, readFileSync(join(REPORTS, name), 'utf8')]));
}

/** Writes `docs/api/` anew; reports of entries that are gone go too. */
export function writeApiReports(): void {
	const reports = generateApiReports();
	rmSync(REPORTS, { recursive: true, force: true });
	mkdirSync(REPORTS);
	for (const [name, text] of reports) writeFileSync(join(REPORTS, name), text);
}

/** One program for all entries: reading the declarations of TypeScript, Node and zod is what takes time. */
function extractReports(entries: readonly Entry[], folder: string): Map<string, string> {
	const configs = entries.map((entry) => prepare(entry, entries, folder));
	const [first] = configs;
	if (first === undefined) return new Map();
	const additionalEntryPoints = entries.map(({ types }) => types);
	const compilerState = CompilerState.create(first, { additionalEntryPoints });
	return new Map(
		entries.map((entry, index) => {
			const config = configs[index] as ExtractorConfig; // One for each entry.
			Extractor.invoke(config, { localBuild: true, compilerState, messageCallback: keepQuiet });
			const overview = toOverview(JSON.parse(readFileSync(config.apiJsonFilePath, 'utf8')));
			return [entry.report, toPage(entry, overview, readFileSync(config.reportFilePath, 'utf8'))];
		}),
	);
}

function prepare({ folder, types }: Entry, entries: readonly Entry[], reportFolder: string): ExtractorConfig {
	const configObject: IConfigFile = {
		projectFolder: folder,
		mainEntryPointFilePath: types,
		compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files: entries.map((entry) => entry.types) } },
		apiReport: {
			enabled: true,
			reportFileName: 'report.api.md',
			reportFolder,
			reportTempFolder: join(reportFolder, 'temp'),
			includeForgottenExports: true,
		},
		docModel: { enabled: true, apiJsonFilePath: join(reportFolder, 'report.api.json') },
		dtsRollup: { enabled: false },
		tsdocMetadata: { enabled: false },
		newlineKind: 'lf',
		messages: { extractorMessageReporting: QUIET, tsdocMessageReporting: QUIET, compilerMessageReporting: QUIET },
	};
	const packageJsonFullPath = join(folder, 'package.json');
	return ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
}

/** DOM too: the declarations of the browser plugin are read with the others. */
const COMPILER_OPTIONS = {
	module: 'NodeNext',
	moduleResolution: 'NodeNext',
	target: 'ES2022',
	lib: ['ES2024', 'DOM'],
	types: ['node'],
	strict: true,
	skipLibCheck: true,
};

/** What API Extractor thinks of our comments is not for the report. */
const QUIET = { default: { logLevel: ExtractorLogLevel.None } };

function keepQuiet(message: ExtractorMessage): void {
	if (message.logLevel === ExtractorLogLevel.Error) throw new Error(`docs: ${message.text}`);
	message.handled = true;
}

/** The report as a page of ours: the words of the entry's file, what is exported and what for, and what those types are made of. */
function toPage({ name, types }: Entry, overview: string, report: string): string {
	const [, header = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(types, 'utf8')) ?? [];
	const declarations = toDeclarations(report);
	const exported = declarations.filter(isExported);
	const others = declarations.filter((declaration) => !isExported(declaration));
	const parts = [
		`# \`${name}\``,
		header.replaceAll(/^[ \t]*\*? ?/gm, '').trim(),
		'## What there is',
		overview,
		'## Signatures',
		toCode(exported),
		...(others.length > 0 ? ['## What these types use', toCode(others)] : []),
		'Written by `npm run docs`.',
	];
	return `${parts.join('\n\n')}\n`;
}

/** The signatures of a report, without the comments that every one of them has. */
function toDeclarations(report: string): string[] {
	const [, signatures = ''] = /```ts\n([\s\S]*?)```/.exec(report) ?? [];
	return signatures
		.replaceAll(/^[ \t]*\/\/ (?:@public(?: \(undocumented\))?|\(undocumented\)|\(No @packageDocumentation.*)\n/gm, '')
		.split('\n\n')
		.map((declaration) => declaration.trim())
		.filter((declaration) => declaration !== '');
}

function isExported(declaration: string): boolean {
	return /^export /m.test(declaration);
}

function toCode(declarations: readonly string[]): string {
	return ['```ts', declarations.join('\n\n'), '```'].join('\n');
}
