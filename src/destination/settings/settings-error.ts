/** How mistakes in settings are told to the person who made them. */

/**
 * The only error this package throws, while settings are read, so that it fails in front of a person.
 * `problems` holds one line per mistake: where, what was expected, what came. Values of secrets are never shown.
 */
export class SettingsError extends Error {
	override readonly name = 'SettingsError';
	readonly problems: readonly string[];

	constructor(problems: readonly string[]) {
		super(problems.join('\n'));
		this.problems = problems;
	}
}

/** The part of a zod issue that is read here. */
interface Issue {
	readonly code: string;
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly keys?: readonly string[];
	readonly expected?: string;
	readonly values?: readonly unknown[];
	/** For a value that fits none of several forms: what is wrong with each. */
	readonly errors?: readonly (readonly Issue[])[];
}

/** Finds the right name for an unknown setting at a path. */
export type Suggest = (path: readonly PropertyKey[], name: string) => string | undefined;

/** So many unknown names get a suggestion: whoever has more has not mistyped them. Our choice. */
const MAX_SUGGESTIONS = 20;

/** One line for each mistake: where, what was expected, what came. Nothing that may be a secret is shown. */
export function describeIssue(issue: Issue, input: unknown, suggest: Suggest): string[] {
	const at = issue.path.reduce<string>(
		(text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
		'settings',
	);
	if (issue.keys !== undefined && issue.code === 'unrecognized_keys') {
		return issue.keys.map((key, index) => {
			const meant = index < MAX_SUGGESTIONS ? suggest(issue.path, key) : undefined;
			const advice = meant === undefined ? 'Remove it or correct its name;' : `Did you mean \`${meant}\`?`;
			return `${at}.${key}: unknown setting. ${advice} docs/settings.md lists them all.`;
		});
	}
	const inside = issue.errors?.flat().filter(({ path, keys }) => path.length > 0 || keys);
	if (inside?.length)
		return inside.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, input, suggest));
	return [`${at}: ${wordsFor(issue)}, got ${show(issue.path, input)}.`];
}

function wordsFor({ message, expected, values }: Issue): string {
	// Zod's own words depend on whether anything in this process has loaded its locale. Ours begin otherwise.
	if (!message.startsWith('Invalid ')) return message;
	if (values !== undefined) return `expected one of ${values.map((value) => JSON.stringify(value)).join('|')}`;
	return `expected ${expected ?? 'another value'}`;
}

function show(at: readonly PropertyKey[], input: unknown): string {
	const value = at.reduce<unknown>(
		(node, key) => (node as Record<PropertyKey, unknown> | null | undefined)?.[key],
		input,
	);
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'string') return isPerhapsSecret(at, value) ? 'a string' : JSON.stringify(value);
	return at[0] === 'apiKey' || typeof value === 'symbol' || typeof value === 'function'
		? `a ${typeof value}`
		: String(value);
}

// A key may stand where it does not belong: instead of the settings, in another setting, in a URL. Texts that long show nothing anyway.
function isPerhapsSecret(at: readonly PropertyKey[], value: string): boolean {
	return at.length === 0 || at[0] === 'apiKey' || value.includes('sk-') || value.includes('@') || value.length > 100;
}
