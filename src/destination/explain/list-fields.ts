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
export function listFields(masked: UnknownRecord, prefix = ''): Leaf[] {
	return Object.entries(masked).flatMap(([key, value]) => listValue(`${prefix}${key}`, value));
}

function listValue(path: string, value: unknown): Leaf[] {
	if (isRecord(value)) return listFields(value, `${path}.`);
	if (!Array.isArray(value)) return [{ path, value: String(value) }];
	if (value.length === 1 && !isRecord(value[0])) return [{ path, value: String(value[0]) }];
	return value.flatMap((member, index) => listValue(`${path}[${index}]`, member));
}
