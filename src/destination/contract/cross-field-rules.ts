/** The rules of OpenAI's contract between several fields of one event. The schema checks each field by itself. */

import { findNameProblem } from './custom-event-name.js';
import { APP_EVENT_TYPES, DATA_TYPE_OF, type EventType } from './event-types.js';

/** The part of an event that the rules read. Each field is already known to be well-formed. */
interface EventFields {
	readonly type: EventType;
	readonly action_source?: string | undefined;
	readonly source_url?: string | undefined;
	readonly custom_event_name?: string | undefined;
	readonly user?: Readonly<Record<string, unknown>> | undefined;
	readonly data: {
		readonly type: string;
		readonly amount?: number | undefined;
		readonly currency?: string | undefined;
		readonly contents?:
			| readonly { readonly amount?: number | undefined; readonly currency?: string | undefined }[]
			| undefined;
	};
}

/** Where a rule is broken, and what it expects. */
export interface FieldProblem {
	readonly path: readonly (string | number)[];
	readonly message: string;
}

const SINGULAR_USER_KEYS = ['email_sha256', 'external_id_sha256', 'country', 'city', 'zip_code'];
const CURRENT_USER_KEYS = [
	'emails_sha256',
	'phone_numbers_sha256',
	'external_ids_sha256',
	'first_names_sha256',
	'last_names_sha256',
	'regions',
	'cities',
	'postal_codes',
	'countries',
	'android_advertising_id',
];
const RULES = [dataType, customName, appSource, webUrl, generation, orderCurrency, itemCurrency];
const NO_PROBLEMS: readonly FieldProblem[] = [];

/**
 * Checks the rules between fields; an empty list means that none is broken.
 *
 * @source https://developers.openai.com/ads/conversions-api, /ads/supported-events (read 2026-11-22)
 */
export function findProblems(event: EventFields): readonly FieldProblem[] {
	let problems: FieldProblem[] | undefined;
	for (const rule of RULES) {
		const problem = rule(event);
		if (problem === undefined) continue;
		problems ??= [];
		problems.push(problem);
	}
	return problems ?? NO_PROBLEMS;
}

function dataType({ type, data }: EventFields): FieldProblem | undefined {
	const expected = DATA_TYPE_OF[type];
	if (data.type === expected) return undefined;
	return { path: ['data', 'type'], message: `expected \`${expected}\` for an event of type \`${type}\`` };
}

function customName({ type, custom_event_name: name }: EventFields): FieldProblem | undefined {
	const path = ['custom_event_name'];
	if (type !== 'custom') {
		return name === undefined ? undefined : { path, message: 'allowed on events of type `custom` only' };
	}
	if (name === undefined) return { path, message: 'required because type is `custom`' };
	const message = findNameProblem(name);
	return message === undefined ? undefined : { path, message };
}

function appSource({ type, action_source }: EventFields): FieldProblem | undefined {
	if (!APP_EVENT_TYPES.has(type) || action_source === 'mobile_app') return undefined;
	return { path: ['action_source'], message: `expected \`mobile_app\` for an event of type \`${type}\`` };
}

function webUrl({ action_source, source_url }: EventFields): FieldProblem | undefined {
	if (action_source !== 'web' || source_url !== undefined) return undefined;
	return { path: ['source_url'], message: 'required because action_source is `web`' };
}

function generation({ user }: EventFields): FieldProblem | undefined {
	if (user === undefined || !hasSingularKey(user)) return undefined;
	const singular = SINGULAR_USER_KEYS.find((key) => user[key] !== undefined);
	if (singular === undefined || CURRENT_USER_KEYS.every((key) => user[key] === undefined)) return undefined;
	return {
		path: ['user', singular],
		message: 'expected user fields of one generation, got singular keys together with lists',
	};
}

/** Each by its name: looking keys up by a variable takes ten times as long, and nearly no event has one of these. */
function hasSingularKey(user: NonNullable<EventFields['user']>): boolean {
	const { email_sha256, external_id_sha256, country, city, zip_code } = user;
	return (email_sha256 ?? external_id_sha256 ?? country ?? city ?? zip_code) !== undefined;
}

function orderCurrency({ data }: EventFields): FieldProblem | undefined {
	if (data.amount === undefined || data.currency !== undefined) return undefined;
	return { path: ['data', 'currency'], message: 'required because data.amount is set' };
}

/** Finds the first item that has an amount but no currency. */
function itemCurrency({ data }: EventFields): FieldProblem | undefined {
	if (data.currency !== undefined || data.contents === undefined) return undefined;
	const index = data.contents.findIndex(({ amount, currency }) => amount !== undefined && currency === undefined);
	if (index === -1) return undefined;
	const message = 'required because the item has an amount and data.currency is not set';
	return { path: ['data', 'contents', index, 'currency'], message };
}
