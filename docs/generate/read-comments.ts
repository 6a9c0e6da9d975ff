/** Reads the doc comments of an interface's members, as an editor shows them. */

import ts from 'typescript';

/** What the comment of one member says. Each text is one line of markdown; without a comment it is empty. */
export interface Comment {
	/** `flushAt`, `sourceUrl.keepQuery`; `eventMapping.from` for a member of a list's rows. */
	readonly name: string;
	/** The first paragraph. */
	readonly summary: string;
	/** All paragraphs, without the tags. */
	readonly text: string;
	/** What stands behind `@default`. */
	readonly default: string | undefined;
}

// Arrays and records are all that is needed of the language's own types.
const OPTIONS = { module: ts.ModuleKind.NodeNext, strict: true, types: [], lib: ['lib.es5.d.ts'] };

/**
 * Reads several interfaces at once, since types are slow to load.
 *
 * @param files TypeScript files or declarations, by the name of the interface that each exports
 * @returns for each name one comment for each member, and behind it those of the members inside it
 * @throws if a file does not export the interface
 */
export function readComments<Name extends string>(files: Readonly<Record<Name, string>>): Record<Name, Comment[]> {
	const program = ts.createProgram(Object.values(files), OPTIONS);
	const checker = program.getTypeChecker();
	const read = (name: string, file: string) => {
		const source = program.getSourceFile(file);
		const module = source && checker.getSymbolAtLocation(source);
		const symbol = module && checker.getExportsOfModule(module).find((exported) => exported.name === name);
		if (symbol === undefined) throw new Error(`docs: ${file} does not export ${name}.`);
		return readMembers(checker.getDeclaredTypeOfSymbol(symbol), '', checker);
	};
	const comments = Object.entries<string>(files).map(([name, file]) => [name, read(name, file)]);
	return Object.fromEntries(comments); // One entry for each name.
}

function readMembers(type: ts.Type, prefix: string, checker: ts.TypeChecker): Comment[] {
	return type.getProperties().flatMap((member) => {
		const name = prefix + member.name;
		const inner = toObjectType(checker.getTypeOfSymbol(member), checker);
		return [readComment(member, name, checker), ...(inner ? readMembers(inner, `${name}.`, checker) : [])];
	});
}

/** The object that a member is, may be, or is a list of; `undefined` for all others. */
function toObjectType(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
	const value = checker.getNonNullableType(type);
	if (checker.isArrayType(value)) return toObjectType(checker.getTypeArguments(value as ts.TypeReference)[0]!, checker); // Arrays have one.
	if (value.isUnion()) return value.types.map((form) => toObjectType(form, checker)).find((form) => form !== undefined);
	return value.flags & ts.TypeFlags.Object ? value : undefined;
}

function readComment(member: ts.Symbol, name: string, checker: ts.TypeChecker): Comment {
	const comment = ts.displayPartsToString(member.getDocumentationComment(checker));
	const [summary = ''] = comment.split('\n\n');
	const tag = member.getJsDocTags(checker).find((tag) => tag.name === 'default');
	return {
		name,
		summary: toOneLine(summary),
		text: toOneLine(comment),
		default: tag && ts.displayPartsToString(tag.text),
	};
}

function toOneLine(text: string): string {
	return text.trim().replace(/\s+/g, ' ');
}
