/** The code of docs/recipes.md: what readers copy is what the tests run. */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { SettingsInput } from '../../src/destination/settings/settings.js';

const PAGE = new URL('../../docs/recipes.md', import.meta.url);

/** The block of code in this language below this heading, the first unless another is named. @throws if there is none */
export function codeOf(heading: string, language: string, index = 0): string {
	const sections = readFileSync(PAGE, 'utf8').split(/^## /m);
	const section = sections.find((text) => text.startsWith(`${heading}\n`)) ?? '';
	const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, name]) => name === language);
	const code = blocks[index]?.[2];
	if (code === undefined) throw new Error(`docs/recipes.md, ${heading}: expected a block of ${language}, got none.`);
	return code;
}

/** The settings in a block that holds nothing else. */
export function settingsOf(heading: string, language = 'ts'): SettingsInput {
	return run(`exports.settings = ${codeOf(heading, language)}`)['settings'] as SettingsInput; // The mapper checks them.
}

type Values = Readonly<Record<string, unknown>>;

interface Surroundings {
	/** What its imports get, by module. */
	readonly modules?: Readonly<Record<string, unknown>>;
	/** Names that it uses without importing them. */
	readonly globals?: Values;
}

/** Runs code, and returns what it exports. @throws for an import that is not given */
export function run(code: string, { modules = {}, globals = {} }: Surroundings = {}): Values {
	const { outputText } = ts.transpileModule(code, {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const exports = {};
	const load = (name: string) => {
		if (!Object.hasOwn(modules, name)) throw new Error(`The code imports ${name}, which the test does not give.`);
		return modules[name];
	};
	new Function('exports', 'require', ...Object.keys(globals), outputText)(exports, load, ...Object.values(globals));
	return exports;
}
