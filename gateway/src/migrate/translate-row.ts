/** Translates one row of RudderStack's event mapping. Pure. */

import { EVENT_TYPES, findNameProblem, isRecord, slugify, type UnknownRecord } from 'openai-ads-destination/internal';
import { quote } from '../one-line.js';
import type { Fate, Verdict } from './verdict.js';

export interface TranslatedRow {
	/** Absent if the row can't be carried over. */
	readonly row?: UnknownRecord;
	readonly verdict: Verdict;
}

/** Our rows of these names are for every such call; theirs are for calls that bear the name. */
const CALLS = new Set(['page', 'screen']);
const TYPES: readonly string[] = EVENT_TYPES;

/** @param what the row's place, such as `eventMapping[2]` */
export function translateRow(input: unknown, what: string): TranslatedRow {
	const row = isRecord(input) ? input : {};
	const [from, to] = [text(row['from']), text(row['to'])];
	const refuse = (why: string): TranslatedRow => ({ verdict: { what, fate: 'not', why } });
	if (from === '' || to === '') return refuse('The row is not filled in: `from` and `to` are both needed.');
	if (CALLS.has(from.toLowerCase()))
		return refuse(
			`There it is for calls of the name \`${from}\`; here such a row would take every ${from.toLowerCase()} call.`,
		);
	if (!TYPES.includes(to)) return refuse(`${showValue(to)} is no event type of OpenAI.`);
	const custom = to === 'custom' ? toCustomName(text(row['customEventName'])) : undefined;
	if (custom === null)
		return refuse(`A custom event needs a name, and none can be made of ${showValue(row['customEventName'])}.`);
	return accept({ what, from, to, custom, key: text(row['deduplicationKey']), given: text(row['customEventName']) });
}

interface Filled {
	readonly what: string;
	readonly from: string;
	readonly to: string;
	readonly custom: string | undefined;
	readonly given: string;
	/** Their path to the id. */
	readonly key: string;
}

function accept({ what, from, to, custom, given, key }: Filled): TranslatedRow {
	const changes = [
		...(custom === undefined || custom === given.toLowerCase()
			? []
			: [`OpenAI refuses the name ${showValue(given)}, so it becomes \`${custom}\`.`]),
		...(key === '' ? [] : ['`deduplicationKey` is `idFrom` here, with the messageId for events without it, as there.']),
		...(given !== '' && custom === undefined ? ['`customEventName` has no effect, there as here.'] : []),
	];
	const row = {
		from,
		to,
		...(custom === undefined ? {} : { customEventName: custom }),
		...(key === '' ? {} : { idFrom: [key, 'messageId'] }),
	};
	const fate: Fate = changes.length === 0 ? 'kept' : 'changed';
	const why = [`${showValue(from)} is \`${to}\`.`, ...changes].join(' ');
	return { row, verdict: { what, fate, why } };
}

/** A name that OpenAI takes, with hyphens if it would else be that of a standard event. `null` if nothing is left of it. */
function toCustomName(given: string): string | null {
	if (findNameProblem(given) === undefined) return given.toLowerCase();
	const name = slugify(given);
	return [name, name.replaceAll('_', '-')].find((form) => findNameProblem(form) === undefined) ?? null;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/** Cut, since it may be anything. */
export function showValue(value: unknown): string {
	return quote(text(value).slice(0, 100));
}
