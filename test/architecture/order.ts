/** Measures files and functions: what stays small stays readable. */

import ts from 'typescript';
import type { SourceFile } from './source-files.js';

export interface Length {
	/** `path`, or `path name` for a function. */
	readonly what: string;
	readonly lines: number;
}

export function fileLengths(files: readonly SourceFile[]): Length[] {
	return files.map(({ path, text }) => ({ what: path, lines: text.replace(/\n$/, '').split('\n').length }));
}

/** Every function with a body, in itself and in others; one that is nothing but a literal table doesn't count. */
export function functionLengths(files: readonly SourceFile[]): Length[] {
	return functionsOf(files).map(({ length }) => length);
}

/** Those that have a name: most of the others are the one-line arguments of `map` and `filter`. */
export function namedFunctionLengths(files: readonly SourceFile[]): Length[] {
	return functionsOf(files)
		.filter(({ isNamed }) => isNamed)
		.map(({ length }) => length);
}

/** The length that a share of all stays at or below: `percentile(lengths, 0.5)` is the median. */
export function percentile(lengths: readonly Length[], share: number): number {
	const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

/** `265 files: median 46, p90 103, longest 173 lines`. */
export function describeLengths(kind: string, lengths: readonly Length[]): string {
	const [median, p90, longest] = [0.5, 0.9, 1].map((share) => percentile(lengths, share));
	return `${lengths.length} ${kind}: median ${median}, p90 ${p90}, longest ${longest} lines`;
}

interface Measured {
	readonly length: Length;
	readonly isNamed: boolean;
}

function functionsOf(files: readonly SourceFile[]): Measured[] {
	return files.flatMap(({ path, tree }) => {
		const found: Measured[] = [];
		const visit = (node: ts.Node): void => {
			if (isFunctionWithBody(node) && !isTable(node.body)) found.push(measure(path, node, tree));
			ts.forEachChild(node, visit);
		};
		visit(tree);
		return found;
	});
}

function measure(path: string, node: FunctionWithBody, tree: ts.SourceFile): Measured {
	const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
	const name = nameOf(node);
	const lines = line(node.end) - line(node.getStart(tree)) + 1;
	return { length: { what: `${path} ${name ?? 'without a name'}`, lines }, isNamed: name !== undefined };
}

type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

function isFunctionWithBody(node: ts.Node): node is FunctionWithBody {
	return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** `() => ({ ... })`, or a body that only returns such a literal. */
function isTable(body: ts.Node): boolean {
	const only = ts.isBlock(body) && body.statements.length === 1 ? body.statements[0] : body;
	let value: ts.Node | undefined = only && ts.isReturnStatement(only) ? only.expression : only;
	while (
		value &&
		(ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value))
	) {
		value = value.expression;
	}
	return value !== undefined && (ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value));
}

/** Its own name, or that of the constant or property it is the value of. */
function nameOf(node: FunctionWithBody): string | undefined {
	if (ts.isConstructorDeclaration(node)) return 'constructor';
	const { parent } = node;
	const named = node.name ?? ('name' in parent && parent.name ? parent.name : undefined);
	return (named as ts.Node | undefined)?.getText();
}
