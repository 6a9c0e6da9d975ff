/** Reads the project's own source files for the tests that hold the house to its laws. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
	/** From the project's root, with forward slashes. */
	readonly path: string;
	readonly text: string;
	readonly tree: ts.SourceFile;
	/** Files it imports by a relative path, from the project's root. Types and `import()` count too. */
	readonly imports: readonly string[];
	/** Packages and Node modules it imports, as written. */
	readonly packages: readonly string[];
}

export const ROOT = resolve(import.meta.dirname, '../..');

/** All TypeScript files below a folder of the project. */
export function readSourceFiles(folder: string): SourceFile[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => toSourceFile(toPath(join(ROOT, folder, name)), readFileSync(join(ROOT, folder, name), 'utf8')))
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the laws look at in one file. */
export function toSourceFile(path: string, text: string): SourceFile {
	const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
	const targets = findImports(tree);
	return {
		path,
		text,
		tree,
		imports: targets.filter(isRelative).map((target) => toPath(resolve(ROOT, dirname(path), toSource(target)))),
		packages: targets.filter((target) => !isRelative(target)),
	};
}

/** `import`, `export from`, `import()`, `require()` and `import('...')` in types. */
function findImports(tree: ts.Node): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const target = importTarget(node);
		if (target !== undefined && ts.isStringLiteralLike(target)) found.push(target.text);
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

function importTarget(node: ts.Node): ts.Node | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
	if (ts.isCallExpression(node) && /^(?:import|require)$/.test(node.expression.getText())) return node.arguments[0];
	return undefined;
}

function isRelative(target: string): boolean {
	return target.startsWith('.');
}

function toSource(target: string): string {
	return target.replace(/\.js$/, '.ts');
}

function toPath(file: string): string {
	return relative(ROOT, file).replaceAll('\\', '/');
}
