/** Why an order has no amount, or one that can't be right. */

import {
	findCents,
	findCurrency,
	findMoneyObject,
	findPrice,
	findProducts,
	findTotal,
	hasCurrencyInItems,
	isLocalised,
	isNegative,
} from './money-values.js';
import { ifTrue, type Reason } from './reason.js';
import { findNote, isOrder, type ReasonCase } from './reason-case.js';
import { findWrapped } from './shape-reasons.js';

const EMPTY = 'without it return on ad spend stays empty.';
const hasAmount = ({ trace: { draft } }: ReasonCase) => draft !== undefined && 'amount' in draft.data;
const lacksAmount = (one: ReasonCase) =>
	isOrder(one) && one.trace.draft !== undefined && !hasAmount(one) && findWrapped(one) === undefined;
const isNoted = (one: ReasonCase, words: RegExp) => findNote(one, 'data.amount', words) !== undefined;
const notes = (one: ReasonCase, words: RegExp) => ifTrue(lacksAmount(one) && isNoted(one, words));
const isUnread = (one: ReasonCase) => lacksAmount(one) && isNoted(one, /^expected/);
const lacksCurrency = (one: ReasonCase) => lacksAmount(one) && isNoted(one, /currency is unknown/);

export const MONEY_REASONS: readonly Reason[] = [
	{
		code: 'amount_in_doubt',
		sentence: 'data.amount: {amount}, but its lines add up to {lines}.',
		short: 'amount in doubt',
		cure: 'Send {what} in {unit}.',
		find: ({ trace }) => trace.reading.moneyDoubt?.parts,
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
		sentence: 'Amount left out: no currency, since `{path}` is not read.',
		short: 'currency not read',
		cure: 'Set `fieldMapping: { "data.currency": ["properties.currency", "{path}"] }`.',
		find: (one) => (lacksCurrency(one) ? findCurrency(one) : undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: only the products name a currency.',
		short: 'no order currency',
		cure: 'Send `properties.currency`, or set `defaultCurrency`.',
		find: (one) => ifTrue(lacksCurrency(one) && hasCurrencyInItems(one)),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: no currency.',
		short: 'no currency',
		cure: `Set \`defaultCurrency\`, or send \`properties.currency\`; ${EMPTY}`,
		find: (one) => ifTrue(lacksCurrency(one)),
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
		sentence: 'Amount left out: `{path}` is an object.',
		short: 'amount an object',
		cure: 'Set `amountFrom: ["{name}"]`, or send a number.',
		find: (one) => (isUnread(one) ? findMoneyObject(one) : undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: it has a decimal comma, or separators of thousands.',
		short: 'amount with commas',
		cure: `Send a number such as 1299.00 in \`properties.total\`; ${EMPTY}`,
		find: (one) => ifTrue(isUnread(one) && isLocalised(one)),
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
		find: (one) => ifTrue(isUnread(one)),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: `{path}` is not read, and is in cents by its name.',
		short: 'total not read',
		cure: 'Send `properties.total` in whole units, such as 27.50 for 2750 cents.',
		find: (one) => (lacksAmount(one) ? findCents(one) : undefined),
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
		code: 'other_amount',
		sentence: 'The total is negative, and another amount is sent in its place: a refund counts as an order.',
		short: 'total negative',
		cure: 'OpenAI takes no order back. Send refunds under a name that no row of `eventMapping` has.',
		find: (one) => ifTrue(isOrder(one) && hasAmount(one) && isNoted(one, /^expected/) && isNegative(one)),
	},
	{
		code: 'other_amount',
		sentence: 'The total is no plain decimal: another amount of the order is sent in its place.',
		short: 'total unreadable',
		cure: 'Send a number such as 49.99 in `properties.total`.',
		find: (one) => ifTrue(isOrder(one) && hasAmount(one) && isNoted(one, /^expected/)),
	},
	{
		code: 'products_not_read',
		sentence: 'The products are not read: they are in `{path}`.',
		short: 'products not read',
		cure: 'Set `fieldMapping: { "data.contents": ["properties.products", "{path}"] }`.',
		find: findProducts,
	},
	{
		code: 'price_unusable',
		sentence: 'Prices of products are left out: they are no plain decimals.',
		short: 'prices unreadable',
		cure: 'Send a number such as 49.99 in each `price`.',
		find: (one) => ifTrue(hasItemNote(one, 'amount')),
	},
	{
		code: 'quantity_unusable',
		sentence: 'Quantities of products are left out: they are no whole numbers.',
		short: 'quantity unusable',
		cure: 'Send a number such as 2 in each `quantity`.',
		find: (one) => ifTrue(hasItemNote(one, 'quantity')),
	},
	{
		code: 'price_not_read',
		sentence: 'The prices of the products are not read: they are in `{key}`.',
		short: 'prices not read',
		cure: 'Set `fieldMapping: { "data.contents[].amount": ["price", "{key}"] }`.',
		find: findPrice,
	},
];

const ITEM = /^data\.contents\[\d+\]\.(\w+)$/;

function hasItemNote({ trace }: ReasonCase, field: 'amount' | 'quantity'): boolean {
	return trace.notes.some(({ path, message }) => ITEM.exec(path)?.[1] === field && message.startsWith('expected'));
}
