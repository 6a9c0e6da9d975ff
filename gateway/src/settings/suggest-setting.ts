/** The right name for a setting that does not exist. */

import { findNearest } from 'openai-ads-destination/internal';
import * as z from 'zod';

/**
 * The path of the setting that was probably meant: first among its neighbours, else anywhere in the file.
 *
 *   suggestSetting(['gateway', 'prot'], schema)   // 'gateway.port'
 *   suggestSetting(['apiKey'], schema)            // 'destination.apiKey'
 *   suggestSetting(['gateway', 'kafka'], schema)  // undefined
 *
 * @param path of the unknown setting; its last part is the name
 * @param schema of the whole file
 */
export function suggestSetting(path: readonly string[], schema: z.ZodType): string | undefined {
	const [name = '', parent] = [path.at(-1), toPattern(path.slice(0, -1))];
	const all = listOnce(schema);
	const isNeighbour = (other: string) => toParent(other) === parent;
	const sorted = [...all.filter(isNeighbour), ...all.filter((other) => !isNeighbour(other) && !/[[*]/.test(other))];
	const nearest = findNearest(name, sorted, toName);
	if (nearest === undefined || !isNeighbour(nearest)) return nearest;
	return [...path.slice(0, -1), toName(nearest)].join('.');
}

const known = new WeakMap<z.ZodType, readonly string[]>();

function listOnce(schema: z.ZodType): readonly string[] {
	const paths = known.get(schema) ?? listPaths(z.toJSONSchema(schema, { io: 'input' }));
	known.set(schema, paths);
	return paths;
}

/** `pixels.*.writeKeys[]` for `pixels`, `shop`, `writeKeys`, `0`. */
function toPattern(path: readonly string[]): string {
	const [section, name, ...inner] = path;
	const named = section === 'pixels' && name !== undefined ? [section, '*', ...inner] : path;
	return named.join('.').replace(/\[\d+\]|\.\d+(?=\.|$)/g, '[]');
}

const toName = (path: string) => path.slice(path.lastIndexOf('.') + 1);
const toParent = (path: string) => path.slice(0, Math.max(path.lastIndexOf('.'), 0));

/** Every setting below a node, with `[]` for the items of a list and `*` for names: `destination.eventMapping[].from`. */
function listPaths(node: z.core.JSONSchema.BaseSchema, at = ''): string[] {
	const properties = Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return [path, ...(typeof inner === 'object' ? listPaths(inner, path) : [])];
	});
	const { additionalProperties: named } = node;
	const values = typeof named === 'object' ? listPaths(named, `${at}.*`) : [];
	const items = [node.items ?? []].flat().filter((inner) => typeof inner === 'object');
	const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
	return [
		...properties,
		...values,
		...items.flatMap((inner) => listPaths(inner, `${at}[]`)),
		...choices.flatMap((inner) => listPaths(inner, at)),
	];
}
