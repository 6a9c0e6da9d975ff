/** What to do about an event that is none: it is another system's, a whole batch, a text. */

import { isRecord } from '../primitives/json.js';
import { keysOf } from './raw-values.js';

const TYPES = ['track', 'page', 'screen', 'identify', 'group', 'alias'];

/** What other systems call their own, by keys that only they have together. */
const FOREIGN: readonly (readonly [what: string, keys: readonly string[]])[] = [
	["an event in the form of Meta's Conversions API", ['event_name', 'user_data']],
	["an order in Shopify's own form", ['line_items', 'total_price']],
	["an order in WooCommerce's own form", ['line_items', 'billing']],
	["a call in the form of Google's Measurement Protocol", ['client_id', 'events']],
];

/** What to do about an input without a type; `undefined` if nothing is known of it. */
export function findShapeCure(input: unknown): string | undefined {
	if (typeof input === 'string') return 'Send it as an object, not as JSON within a text.';
	if (Array.isArray(input)) return 'Send its elements one by one, or as a batch.';
	if (!isRecord(input)) return undefined;
	const batch = findBatch(input);
	if (batch !== undefined) return `This is a whole batch: send what is in \`${batch}\`.`;
	const { type } = input;
	const lower = typeof type === 'string' ? type.trim().toLowerCase() : '';
	if (TYPES.includes(lower)) return `Write it in lower case: "type": "${lower}".`;
	const foreign = FOREIGN.find(([, keys]) => keys.every((key) => isWithin(input, key)));
	if (foreign !== undefined) return `This is ${foreign[0]}: make a track call of it first.`;
	return typeof input['event'] === 'string' ? 'Add "type": "track".' : undefined;
}

function findBatch(input: Record<string, unknown>): string | undefined {
	if (Array.isArray(input['batch'])) return 'batch';
	const outer = ['data', 'body', 'payload'].find((key) => keysOf(input[key]).includes('batch'));
	return outer === undefined ? undefined : `${outer}.batch`;
}

/** Of the input, or of the first element of its `data`. */
function isWithin(input: Record<string, unknown>, key: string): boolean {
	const first = [input['data']].flat()[0];
	return Object.hasOwn(input, key) || keysOf(first).includes(key);
}
