/** The first thing a reader of an API page wants: what is there, and what each thing is for, in the words of its docstring. */

interface ApiItem {
	readonly kind: string;
	readonly name?: string;
	readonly docComment?: string;
	readonly members?: readonly ApiItem[];
}

/** Heading, and what API Extractor calls the things under it. What is called comes before what is only named. */
const GROUPS = [
	['Functions and classes', ['Function', 'Class', 'Variable']],
	['Types', ['Interface', 'TypeAlias', 'Enum']],
] as const;

/**
 * Tables of names with the first sentence of their docstrings.
 *
 * @param model what API Extractor writes as `*.api.json`
 */
export function toOverview(model: ApiItem): string {
	const items = (model.members ?? []).flatMap(({ members = [] }) => members);
	const tables = GROUPS.map(([heading, kinds]) => {
		const rows = items.filter(({ kind }) => kinds.some((known) => known === kind)).map(toRow);
		return rows.length === 0 ? '' : [`| ${heading} | |`, '| --- | --- |', ...new Set(rows)].join('\n');
	});
	return tables.filter((table) => table !== '').join('\n\n');
}

function toRow({ name = '', docComment = '' }: ApiItem): string {
	return `| \`${name}\` | ${firstSentence(docComment).replaceAll('|', '\\|')} |`;
}

/**
 *   firstSentence('/** Sends one batch. Never throws. *\/') // 'Sends one batch.'
 */
export function firstSentence(comment: string): string {
	const lines = comment
		.replace(/^\/\*\*|\*\/$/g, '')
		.split('\n')
		.map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
	const text = lines.join('\n').trim();
	const [paragraph = ''] = text.split(/\n\s*\n|\n\s*@|^@|\n\s*- /);
	const words = paragraph
		.replaceAll(/\{@link ([^}|]+)(?:\|[^}]*)?\}/g, '`$1`')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return (/^.*?[.?](?=\s|$)/.exec(words)?.[0] ?? words).replace(/:$/, '.');
}
