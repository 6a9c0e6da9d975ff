/** Why an order has no amount, or one that can't be right. */

import { findItems } from '../map/data/contents.js';
import { readPlace } from '../map/paths/paths.js';
import { findUnread } from './find-unread.js';
import { keysOf } from './raw-values.js';
import { type Found, ifTrue, type Reason } from './reason.js';
import { findNote, isOrder, type ReasonCase } from './reason-case.js';

const EMPTY = 'without it return on ad spend stays empty.';
const TOTAL_NAMES =
	/^(?:(?:grand|order|cart|net|gross)[-_ ]?)?(?:total|amount|value|sum|price)(?:[-_ ]?(?:price|amount|value|paid))?$/i;
const PRICE_NAMES = /^(?:(?:unit|item|net|gross|sale|final)[-_ ]?(?:price|cost|amount)|cost|amount|value)$/i;
const DOUBT =
	/^(?<amount>[^a-z]{1,60}), but its lines add up to (?<lines>[^a-z]{1,60})\. Send (?<what>.{1,60}) in (?<unit>.{1,60})\.$/;

const lacksAmount = (one: ReasonCase) =>
	isOrder(one) && one.trace.draft !== undefined && !('amount' in one.trace.draft.data);
const notes = (one: ReasonCase, words: RegExp) =>
	ifTrue(lacksAmount(one) && findNote(one, 'data.amount', words) !== undefined);

export const MONEY_REASONS: readonly Reason[] = [
	{
		code: 'amount_in_doubt',
		sentence: 'data.amount: {amount}, but its lines add up to {lines}.',
		short: 'amount in doubt',
		cure: 'Send {what} in {unit}.',
		find: ({ trace }) => DOUBT.exec(trace.reading.moneyDoubt ?? '')?.groups as Found | undefined, // All groups match, or none.
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: its currency is no ISO 4217 code.',
		short: 'currency unknown',
		cure: `Send \`properties.currency\` as three letters, such as USD; ${EMPTY}`,
		find: (one) => ifTrue(lacksAmount(one) && findNote(one, 'data.currency') !== undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: no currency.',
		short: 'no currency',
		cure: `Set \`defaultCurrency\`, or send \`properties.currency\`; ${EMPTY}`,
		find: (one) => notes(one, /currency is unknown/),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: it is negative.',
		short: 'amount negative',
		cure: 'OpenAI takes no order back. Send refunds under a name that no row of `eventMapping` has.',
		find: (one) => ifTrue(lacksAmount(one) && isNegative(one)),
	},
	{
		code: 'no_amount',
		sentence:
			'Amount left out: the products do not add up, since a line has no price, no plain quantity or another currency.',
		short: 'no sum of products',
		cure: `Send \`properties.total\`; ${EMPTY}`,
		find: (one) => notes(one, /^a sum needs/),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: it is no plain decimal.',
		short: 'amount unreadable',
		cure: `Send a number such as 49.99 in \`properties.total\`, without a currency sign; ${EMPTY}`,
		find: (one) => notes(one, /^expected/),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: `{path}` is not read.',
		short: 'total not read',
		cure: 'Set `amountFrom: ["total", "{name}"]`.',
		find: (one) => (lacksAmount(one) ? findTotal(one) : undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: the order has no total.',
		short: 'no total',
		cure: `Send \`properties.total\`, or prices in \`properties.products\`; ${EMPTY}`,
		find: (one) => ifTrue(lacksAmount(one)),
	},
	{
		code: 'price_not_read',
		sentence: 'The prices of the products are not read: they are in `{key}`.',
		short: 'prices not read',
		cure: 'Set `fieldMapping: { "data.contents[].amount": ["price", "{key}"] }`.',
		find: findPrice,
	},
];

function isNegative({ trace: { reading, watched } }: ReasonCase): boolean {
	return watched.mapping.amounts.some((source) => {
		const value = source === 'products' ? undefined : readPlace(reading.sources, source);
		return (typeof value === 'number' && value < 0) || (typeof value === 'string' && /^\s*-\s*\d/.test(value));
	});
}

function findTotal(one: ReasonCase): Found | undefined {
	const path = findUnread(one, TOTAL_NAMES)?.path;
	return path?.startsWith('properties.') ? { path, name: path.slice('properties.'.length) } : undefined;
}

function findPrice({ trace: { reading, watched, draft } }: ReasonCase): Found | undefined {
	const { event, sources, target } = reading;
	const contents = draft !== undefined && 'contents' in draft.data ? draft.data.contents : undefined;
	if (target === undefined || contents === undefined || contents.some(({ amount }) => amount !== undefined))
		return undefined;
	const [item] = findItems(event, sources, target.type, watched.mapping);
	const key = item === event.properties ? undefined : keysOf(item).find((name) => PRICE_NAMES.test(name));
	return key === undefined ? undefined : { key };
}
