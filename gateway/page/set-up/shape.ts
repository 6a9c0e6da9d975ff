/** What the schema of a setting asks for, and so which control takes it. */

/** The part of JSON Schema that the settings use. */
export interface Node {
	readonly type?: string | readonly string[];
	readonly description?: string;
	readonly default?: unknown;
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly pattern?: string;
	readonly minItems?: number;
	readonly items?: Node;
	readonly properties?: Readonly<Record<string, Node>>;
	readonly additionalProperties?: Node | boolean;
	readonly required?: readonly string[];
	readonly anyOf?: readonly Node[];
}

export type Path = readonly (string | number)[];

/**
 * - `choice` one of some values. - `flag` yes or no. - `scalar` text, number or yes and no, by what it looks like.
 * - `list` texts, one a line. - `ticks` any of some values. - `rows` a list of objects. - `record` objects or lists by names of the user's.
 * - `forms` one of several of these.
 */
export type Kind =
	| 'secret'
	| 'choice'
	| 'flag'
	| 'number'
	| 'text'
	| 'scalar'
	| 'list'
	| 'ticks'
	| 'rows'
	| 'object'
	| 'record'
	| 'forms';

const SECRETS: readonly string[] = ['apiKey', 'key', 'adminToken', 'webhook', 'queue'];

/** Whether a setting holds a key, or a URL with a password. Browser write keys are public. */
export function isSecret(path: Path): boolean {
	return SECRETS.includes(String(path.at(-1))) || path.at(-2) === 'webhookSecrets';
}

export function kindOf(node: Node, path: Path): Kind {
	const { type, anyOf, items, properties, additionalProperties } = node;
	if (isSecret(path)) return 'secret';
	if (anyOf !== undefined) return anyOf.every(isTexts) ? 'list' : 'forms';
	if (node.enum !== undefined) return 'choice';
	if (type === 'boolean') return 'flag';
	if (type === 'integer' || type === 'number') return 'number';
	if (type === 'array') return items?.enum !== undefined ? 'ticks' : items?.type === 'string' ? 'list' : 'rows';
	if (type !== 'object') return typeof type === 'string' ? 'text' : 'scalar';
	const isOpen = typeof additionalProperties === 'object' && Object.keys(properties ?? {}).length === 0;
	return isOpen ? 'record' : 'object';
}

/** One path, or several. */
const isTexts = ({ type, items }: Node) =>
	type === 'string' || (type === 'array' && items?.type === 'string' && items.enum === undefined);

/** A row of a list: where a text alone would do, the object that can say the same. */
export function rowOf({ items = {} }: Node): Node {
	const objects = items.anyOf?.filter(({ type }) => type === 'object') ?? [];
	return objects.length === 1 && objects[0] !== undefined ? objects[0] : items;
}

/** `Default currency` for `defaultCurrency`. */
export function toLabel(name: string): string {
	const known = LABELS[name];
	if (known !== undefined) return known;
	const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
	return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/ mb$/, ', in MB').replace(/\burl\b/, 'URL');
}

const LABELS: Readonly<Record<string, string>> = {
	apiKey: 'Conversions API key',
	pixelId: 'Pixel ID',
	idFrom: 'Event id',
	amountFrom: 'Order amount',
	gpc: 'Global Privacy Control',
	externalIdFrom: 'Customer id',
	requireIdentifier: 'Require an identifier',
};

/** How a value reads in a control: `messageId`, `yes`, `["a","b"]`. */
export function show(value: unknown): string {
	if (value === true || value === false) return value ? 'yes' : 'no';
	if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(show).join(', ');
	return typeof value === 'string' ? value : JSON.stringify(value);
}
