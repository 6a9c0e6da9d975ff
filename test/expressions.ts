/** Reads the regular expressions of the project's source: literals, and those that are put together from named parts. */

import ts from 'typescript';
import { readSourceFiles, type SourceFile } from './architecture/source-files.js';

export interface Expression {
	/** File and source, as the table of accepted ones names it. */
	readonly path: string;
	readonly source: string;
	readonly flags: string;
}

/** Every expression once for each file that has it. */
export function readExpressions(folders: readonly string[]): Expression[] {
	const files = folders.flatMap(readSourceFiles).map((file) => ({ file, root: parse(file) }));
	const all = files.flatMap(({ root }) => readConstants(root));
	return files.flatMap(({ file, root }) => {
		// A file's own constants come last, so that they win.
		const constants = new Map([...all, ...readConstants(root)]);
		return nodesOf(root).flatMap((node) => toExpression(node, constants, file.path) ?? []);
	});
}

function parse({ path, text }: SourceFile): ts.SourceFile {
	return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function nodesOf(root: ts.Node): ts.Node[] {
	const children: ts.Node[] = [];
	ts.forEachChild(root, (child) => {
		children.push(...nodesOf(child));
	});
	return [root, ...children];
}

type Constants = ReadonlyMap<string, ts.Expression>;

/** What each constant stands for, and each name that an import gives to another file's constant. */
function readConstants(root: ts.SourceFile): (readonly [name: string, value: ts.Expression])[] {
	return nodesOf(root).flatMap((node) => {
		const isConstant = ts.isVariableDeclaration(node) && node.initializer !== undefined;
		if (isConstant) return [[node.name.getText(), node.initializer] as const];
		const isRenamed =
			ts.isImportSpecifier(node) && node.propertyName !== undefined && ts.isIdentifier(node.propertyName);
		return isRenamed ? [[node.name.text, node.propertyName] as const] : [];
	});
}

function toExpression(node: ts.Node, constants: Constants, path: string): Expression | undefined {
	if (ts.isRegularExpressionLiteral(node)) {
		const end = node.text.lastIndexOf('/');
		return { path, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
	}
	if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return undefined;
	const [source, flags] = node.arguments ?? [];
	return { path, source: toText(source, constants), flags: flags === undefined ? '' : toText(flags, constants) };
}

function toText(node: ts.Expression | undefined, constants: Constants): string {
	if (node !== undefined && ts.isStringLiteralLike(node)) return node.text;
	if (node !== undefined && ts.isTemplateExpression(node)) {
		const rest = node.templateSpans.map(({ expression, literal }) => toText(expression, constants) + literal.text);
		return node.head.text + rest.join('');
	}
	const named = node === undefined ? undefined : constants.get(node.getText());
	if (named === undefined) throw new Error(`${node?.getText()}: expected a constant text, so that it can be checked.`);
	return toText(named, constants);
}
