/**
 * A second, independent reading of OpenAI's documents: plain ifs and loops, nothing imported from src/. When it and
 * `validateEvent` disagree, one of the two has misread the documents.
 *
 * Where the documents are silent, both follow one decision:
 * - integers may be negative; `oppref` may be empty; any two ASCII letters are a country
 * - `custom_event_name` only on custom events; if present, `source_url` needs a host and any scheme
 * - current or singular user keys, never both; obref, ip_address and user_agent go with both
 * - lists may be longer than the three values that are read, and may be empty
 * - a place is 1 to 128 characters after trimming
 * - `null` is allowed only inside a custom event's own fields
 *
 * The package also refuses custom data nested more than 100 deep. That is its own limit, so it is not repeated here.
 *
 * @source https://developers.openai.com/ads/conversions-api, /ads/supported-events (read 2026-11-22)
 */

import { isIPv6 } from 'node:net';
import currencyCodes from 'currency-codes';
import { judgeUserByHand } from './second-reading-user.js';

const SEVEN_DAYS_MS = 604_800_000;
const TEN_MINUTES_MS = 600_000;

const CURRENCIES = new Set(currencyCodes.codes());
// Amendments to ISO 4217 that came after the package's list of 2024-06-25.
for (const withdrawn of ['ANG', 'BGN', 'CUC']) CURRENCIES.delete(withdrawn);
for (const added of ['XCG', 'XAD']) CURRENCIES.add(added);

const CONTENTS_EVENTS = ['page_viewed', 'contents_viewed', 'items_added', 'checkout_started', 'order_created'];
const APP_EVENTS = ['app_installed', 'app_opened'];
const ACTION_EVENTS = ['lead_created', 'registration_completed', 'appointment_scheduled', ...APP_EVENTS];
const PLAN_EVENTS = ['subscription_created', 'trial_started'];
const STANDARD_EVENTS = [...CONTENTS_EVENTS, ...ACTION_EVENTS, ...PLAN_EVENTS];
const ACTION_SOURCES = ['web', 'mobile_app', 'offline', 'physical_store', 'phone_call', 'email', 'other'];

const EVENT_FIELDS = [
	...['id', 'type', 'timestamp_ms', 'action_source', 'source_url', 'custom_event_name'],
	...['oppref', 'user', 'opt_out', 'data'],
];
const ITEM_FIELDS = ['id', 'group_id', 'name', 'content_type', 'quantity', 'amount', 'currency', 'variant_dict'];

type Fields = Record<string, unknown>;

/** Finds the mistakes in one event; an empty list if OpenAI's documents allow it. */
export function judgeByHand(event: unknown, nowMs: number): string[] {
	if (!isObject(event)) return ['event'];
	const wrong = unknownFields(event, EVENT_FIELDS);
	const { id, type, timestamp_ms: time, action_source: source, opt_out: optOut, oppref, user, data } = event;
	if (typeof id !== 'string' || id === '') wrong.push('id');
	if (typeof type !== 'string' || !(type === 'custom' || STANDARD_EVENTS.includes(type))) wrong.push('type');
	if (!isInteger(time) || time < nowMs - SEVEN_DAYS_MS || time > nowMs + TEN_MINUTES_MS) wrong.push('timestamp_ms');
	if (source !== undefined && !(typeof source === 'string' && ACTION_SOURCES.includes(source))) {
		wrong.push('action_source');
	}
	if (typeof type === 'string' && APP_EVENTS.includes(type) && source !== 'mobile_app') wrong.push('action_source');
	if (!isSourceUrlGood(event)) wrong.push('source_url');
	if (!isCustomNameGood(event)) wrong.push('custom_event_name');
	if (oppref !== undefined && typeof oppref !== 'string') wrong.push('oppref');
	if (optOut !== undefined && typeof optOut !== 'boolean') wrong.push('opt_out');
	if (user !== undefined) wrong.push(...judgeUserByHand(user));
	wrong.push(...judgeData(data, type));
	return wrong;
}

function isSourceUrlGood({ source_url: url, action_source: source }: Fields): boolean {
	if (url === undefined) return source !== 'web';
	return typeof url === 'string' && hasSchemeAndHost(url);
}

// By the grammar of RFC 3986: scheme "://" [ userinfo "@" ] host [ ":" port ], up to the first "/", "?" or "#".
function hasSchemeAndHost(url: string): boolean {
	const colon = url.indexOf('://');
	if (colon < 1 || !/^[a-zA-Z][a-zA-Z0-9+.-]*$/.test(url.slice(0, colon))) return false;
	let [authority = ''] = url.slice(colon + 3).split(/[/?#]/, 1);
	if (/\s/.test(authority)) return false;
	const parts = authority.split('@');
	if (parts.length > 2) return false;
	authority = parts.at(-1) ?? '';
	const host = authority.replace(/:\d*$/, '');
	if (host.startsWith('[') && host.endsWith(']')) return isIPv6(host.slice(1, -1)) && !host.includes('%');
	return host !== '' && !/[:[\]]/.test(host);
}

function isCustomNameGood({ type, custom_event_name: name }: Fields): boolean {
	if (type !== 'custom') return name === undefined;
	if (typeof name !== 'string' || name.length < 1 || name.length > 64) return false;
	if (!/^[A-Za-z0-9_-]+$/.test(name)) return false;
	if (/^[_-]/.test(name) || /[_-]$/.test(name)) return false;
	return !STANDARD_EVENTS.includes(name.toLowerCase());
}

function judgeData(data: unknown, type: unknown): string[] {
	if (!isObject(data)) return ['data'];
	const wrong: string[] = [];
	const shape = data['type'];
	if (shape !== shapeOf(type)) wrong.push('data.type');
	const allowed = ['type', 'amount', 'currency'];
	if (shape !== 'customer_action') allowed.push('contents');
	if (shape === 'plan_enrollment' || shape === 'custom') allowed.push('plan_id');
	if (shape !== 'custom') wrong.push(...unknownFields(data, allowed));
	const { amount, currency, contents, plan_id: planId } = data;
	if (planId !== undefined && typeof planId !== 'string') wrong.push('data.plan_id');
	wrong.push(...judgeMoney(amount, currency, currency));
	if (contents !== undefined) wrong.push(...judgeContents(contents, currency));
	return wrong;
}

function shapeOf(type: unknown): string {
	if (typeof type !== 'string') return 'none';
	if (CONTENTS_EVENTS.includes(type)) return 'contents';
	if (ACTION_EVENTS.includes(type)) return 'customer_action';
	if (PLAN_EVENTS.includes(type)) return 'plan_enrollment';
	return type === 'custom' ? 'custom' : 'none';
}

function judgeMoney(amount: unknown, currency: unknown, currencyOfAmount: unknown): string[] {
	const wrong: string[] = [];
	if (currency !== undefined && !isCurrency(currency)) wrong.push('currency');
	if (amount !== undefined && !isInteger(amount)) wrong.push('amount');
	if (amount !== undefined && currencyOfAmount === undefined) wrong.push('currency');
	return wrong;
}

function judgeContents(contents: unknown, eventCurrency: unknown): string[] {
	if (!Array.isArray(contents)) return ['data.contents'];
	const wrong: string[] = [];
	for (const item of contents) {
		if (!isObject(item)) {
			wrong.push('data.contents[]');
			continue;
		}
		wrong.push(...unknownFields(item, ITEM_FIELDS), ...judgeItem(item, eventCurrency));
	}
	return wrong;
}

function judgeItem(item: Fields, eventCurrency: unknown): string[] {
	const { amount, currency, quantity, content_type: contentType, variant_dict: variants } = item;
	const wrong = judgeMoney(amount, currency, currency ?? eventCurrency);
	for (const field of ['id', 'group_id', 'name', 'content_type']) {
		if (item[field] !== undefined && typeof item[field] !== 'string') wrong.push(field);
	}
	if (contentType === '') wrong.push('content_type');
	if (quantity !== undefined && !isInteger(quantity)) wrong.push('quantity');
	if (variants !== undefined && !isTextDictionary(variants)) wrong.push('variant_dict');
	return wrong;
}

function isTextDictionary(value: unknown): boolean {
	return isObject(value) && Object.values(value).every((member) => typeof member === 'string');
}

function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownFields(object: Fields, known: readonly string[]): string[] {
	return Object.keys(object).filter((key) => !known.includes(key));
}

function isInteger(value: unknown): value is number {
	return Number.isSafeInteger(value);
}

function isCurrency(value: unknown): boolean {
	return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) && CURRENCIES.has(value.toUpperCase());
}
