/** Lists the fields of a masked conversion event in the order in which they are sent. */

import { isRecord, type UnknownRecord } from '../primitives/json.js';

/** A field that holds no other fields. */
export interface Leaf {
	readonly path: string;
	readonly value: string;
}

/**
 * Lists of one value have no index, items always have one.
 *
 *   listFields({ id: '1001', user: { cities: ['O***'] }, data: { contents: [{ id: 'a' }] } })
 *   // [{ path: 'id', value: '1001' }, { path: 'user.cities', value: 'O***' }, { path: 'data.contents[0].id', value: 'a' }]
 */
export function listFields(masked: UnknownRecord): Leaf[] {
	const leaves: Leaf[] = [];
	addFields('', masked, leaves);
	return leaves;
}

function addFields(prefix: string, fields: UnknownRecord, leaves: Leaf[]): void {
	for (const [key, value] of Object.entries(fields)) addValue(`${prefix}${key}`, value, leaves);
}

function addValue(path: string, value: unknown, leaves: Leaf[]): void {
	if (isRecord(value)) addFields(`${path}.`, value, leaves);
	else if (!Array.isArray(value)) leaves.push({ path, value: String(value) });
	else if (value.length === 1 && !isRecord(value[0])) leaves.push({ path, value: String(value[0]) });
	else for (const [index, member] of value.entries()) addValue(`${path}[${index}]`, member, leaves);
}
