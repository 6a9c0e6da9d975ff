/** Reads the project's own source files for tests that hold the house to its laws. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface SourceFile {
	/** From the project's root, with forward slashes. */
	readonly path: string;
	readonly text: string;
	/** Files of the project it imports, types included, from the root. */
	readonly imports: readonly string[];
	/** npm packages and Node's modules it imports, as written. */
	readonly packages: readonly string[];
}

const ROOT = resolve(import.meta.dirname, '..');
const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/g;

/** All TypeScript files below a folder of the project. */
export function readSourceFiles(folder: string): SourceFile[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => readSourceFile(join(ROOT, folder, name)));
}

function readSourceFile(file: string): SourceFile {
	const text = readFileSync(file, 'utf8');
	const targets = [...text.matchAll(IMPORT)].map((match) => match[1] as string); // The expression has one group.
	return {
		path: toPath(file),
		text,
		imports: targets
			.filter((target) => target.startsWith('.'))
			.map((target) => toPath(resolve(dirname(file), target.replace(/\.js$/, '.ts')))),
		packages: targets.filter((target) => !target.startsWith('.')),
	};
}

function toPath(file: string): string {
	return relative(ROOT, file).replaceAll('\\', '/');
}

/** The first chain of imports that comes back to its beginning; `undefined` if there is none. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const done = new Set<string>();

	function visit(path: string, trail: readonly string[]): readonly string[] | undefined {
		if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
		if (done.has(path)) return undefined;
		for (const target of byPath.get(path)?.imports ?? []) {
			const cycle = visit(target, [...trail, path]);
			if (cycle !== undefined) return cycle;
		}
		done.add(path);
		return undefined;
	}

	for (const { path } of files) {
		const cycle = visit(path, []);
		if (cycle !== undefined) return cycle;
	}
	return undefined;
}
