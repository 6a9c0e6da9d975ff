/** Mistakes that shops make, and the sentence that each is told: `cause > cure` of a reason, or the detail of an ending. */

import { sha256 } from '../../../src/destination/primitives/sha256.js';
import type { Profile } from '../../../src/destination/profile/profile.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { aPageEvent, aTrackEvent, NOW_MS } from '../../builders.js';

export interface Broken {
	readonly mistake: string;
	readonly event: object;
	readonly settings?: SettingsInput;
	readonly profile?: Profile;
	/** Cause and cure, as they are shown. */
	readonly says: string;
}

const DAY_MS = 86_400_000;
const USD = { total: 5, currency: 'USD' };
const PAGE = { url: 'https://shop.example/thanks' };

const anOrder = (changes: object = {}) =>
	aTrackEvent({ event: 'Order Completed', context: {}, properties: USD, ...changes });
const anOrderOf = (properties: unknown) => anOrder({ properties });
const anOrderIn = (context: unknown) => anOrder({ context });
const aClick = (oppref: string) => anOrderIn({ page: PAGE, providers: { openAI: { oppref } } });
const clickedBefore = (ageMs: number): Profile => ({ oppref: { value: 'gAAA', seenAtMs: NOW_MS - ageMs } });

const OF_THE_CLICK: readonly Broken[] = [
	{
		mistake: 'an order from the server without the click',
		event: anOrder(),
		says: 'No oppref: the event has none, and no click of this person was seen. > Identify the buyer in the browser with the same userId before checkout, or send `context.providers.openAI.oppref`.',
	},
	{
		mistake: 'a landing page without the plugin',
		event: anOrderIn({ page: PAGE }),
		says: 'No oppref: the visitor came without an ad, or the click was lost. > Load the browser plugin on every landing page, before redirects.',
	},
	{
		mistake: 'a click of five weeks ago',
		event: anOrder({ userId: 'u1' }),
		profile: clickedBefore(34.5 * DAY_MS),
		says: 'The last click is 34 days old, OpenAI credits 30.',
	},
	{
		mistake: 'a click after the order',
		event: anOrder({ userId: 'u1' }),
		profile: clickedBefore(-2 * 3_600_000),
		says: 'The click came 2 h after the event.',
	},
	{
		mistake: 'a template that fills nothing in',
		event: aClick('{{oppref}}'),
		says: 'The oppref is a placeholder that nothing filled in. > Fill it in on the page, or leave it out.',
	},
	{
		mistake: 'a click that was decoded',
		event: aClick('gAAA bbb'),
		says: 'The oppref has a space, so something decoded it on the way. > Pass it on byte for byte, as it stands in the URL.',
	},
	{
		mistake: 'a click that was encoded twice',
		event: aClick('gAAA%253D'),
		says: 'The oppref was encoded once more on the way: it has `%25`. > Pass it on byte for byte, as it stands in the URL.',
	},
	{
		mistake: 'a click in a column of 255 characters',
		event: aClick('g'.repeat(255)),
		says: 'The oppref has exactly 255 characters, as if a database had cut it. > Keep it whole: it may have 8192 characters.',
	},
	{
		mistake: 'a click under a name of its own',
		event: anOrderOf({ ...USD, click_id: 'gAAA' }),
		says: 'No oppref: `properties.click_id` is not read. > If it is OpenAI\'s, set `fieldMapping: { "oppref": ["context.providers.openAI.oppref", "properties.click_id"] }`.',
	},
	{
		mistake: 'a click that a redirect left in the referrer',
		event: anOrderIn({ page: { ...PAGE, referrer: 'https://shop.example/?oppref=gAAA' } }),
		says: 'No oppref: `context.page.referrer` has one in its URL, and is not read. > Send its value in `context.providers.openAI.oppref`.',
	},
	{
		mistake: 'a redirector with a parameter of its own',
		event: anOrderIn({ page: { url: 'https://shop.example/?click_id=gAAA' } }),
		says: 'No oppref: the URL of the page has `click_id`, which clickParams does not name. > If it is OpenAI\'s, set `clickParams: ["oppref", "click_id"]`.',
	},
];

const hashedWith = (digest: string) => anOrderIn({ traits: { email: digest } });
const HASH_CURE = 'Send the address, which is hashed here, or its SHA-256 in hexadecimal.';

const OF_THE_PERSON: readonly Broken[] = [
	{
		mistake: 'an e-mail under a name of its own',
		event: anOrderOf({ ...USD, mail: 'jane@example.com' }),
		says: 'E-mail left out: `properties.mail` is not read. > Set `fieldMapping: { "user.email": ["context.traits.email", "properties.mail"] }` (a row replaces the defaults, so name them again).',
	},
	{
		mistake: 'an e-mail within the customer',
		event: anOrderOf({ ...USD, customer: { id: 7, email: 'jane@example.com' } }),
		says: 'E-mail left out: `properties.customer.email` is not read. > Set `fieldMapping: { "user.email": ["context.traits.email", "properties.customer.email"] }` (a row replaces the defaults, so name them again).',
	},
	{
		mistake: 'an e-mail hashed with MD5',
		event: hashedWith(sha256('x').slice(0, 32)),
		says: `E-mail left out: it is hashed with MD5. > ${HASH_CURE}`,
	},
	{
		mistake: 'an e-mail hashed with SHA-1',
		event: hashedWith(sha256('x').slice(0, 40).toUpperCase()),
		says: `E-mail left out: it is hashed with SHA-1. > ${HASH_CURE}`,
	},
	{
		mistake: 'a digest in base64',
		event: hashedWith(Buffer.from(sha256('x'), 'hex').toString('base64')),
		says: `E-mail left out: it is hashed with SHA-256 in base64, not in hexadecimal. > ${HASH_CURE}`,
	},
	{
		mistake: 'an e-mail that is none',
		event: anOrderIn({ traits: { email: 'unknown' } }),
		says: 'E-mail left out: it is none. > Send the address alone, such as `jane@shop.example`, or its SHA-256.',
	},
	{
		mistake: 'an e-mail address as userId',
		event: anOrder({ userId: 'jane@example.com' }),
		says: 'The userId is an e-mail address: it is sent as an id, and not as an e-mail. > Send it in `context.traits.email` too.',
	},
	{
		mistake: "an e-mail in the properties of a page, which may be anybody's",
		event: aPageEvent({ properties: { email: 'jane@example.com' } }),
		says: 'E-mail left out: `properties.email` is not read on this event. > Send it in `context.traits.email`.',
	},
	{
		mistake: 'a phone under a name of its own',
		event: anOrderOf({ ...USD, mobile: '+14155552671' }),
		says: 'Phone left out: `properties.mobile` is not read. > Set `fieldMapping: { "user.phone": ["context.traits.phone", "properties.mobile"] }` (a row replaces the defaults, so name them again).',
	},
	{
		mistake: 'a phone in national form',
		event: anOrderIn({ traits: { phone: '020 7946 0018' } }),
		says: 'Phone left out: national form, or none. > Set `defaultCallingCode`, or send the number with `+` and its country code.',
	},
	{
		mistake: 'a phone hashed with MD5',
		event: anOrderIn({ traits: { phone: 'a'.repeat(32) } }),
		says: 'Phone left out: it is hashed with MD5. > Send the number, which is hashed here, or the SHA-256 of its digits in hexadecimal.',
	},
	{
		mistake: 'every guest has the userId guest',
		event: anOrder({ userId: 'guest', anonymousId: 'a1' }),
		says: 'userId left out: it is a word for nobody, such as guest. > Leave `userId` out until the person is known.',
	},
	{
		mistake: 'an anonymousId alone',
		event: anOrder({ anonymousId: 'a1' }),
		says: 'Only an anonymousId is known. > Call `identify` when the person signs in or buys.',
	},
	{
		mistake: 'a backend that sends its own agent',
		event: anOrderIn({ userAgent: 'axios/1.7', ip: '10.0.0.5' }),
		says: "IP and user agent are your server's, not the buyer's. > Send the browser's in `context.ip` and `context.userAgent`.",
	},
	{
		mistake: 'a country that no one knows',
		event: anOrderIn({ traits: { country: 'Narnia' } }),
		says: 'user.country: expected a country\'s name or its two letters, got another text. Left out. > Send "United Kingdom" or "GB".',
	},
];

const EMPTY = 'without it return on ad spend stays empty.';

const OF_MONEY: readonly Broken[] = [
	{
		mistake: 'cents sent as dollars',
		event: anOrderOf({ total: 12_999, currency: 'USD', products: [{ price: 129.99 }] }),
		says: 'data.amount: 12,999.00 USD, but its lines add up to 129.99. > Send properties.total in dollars, not in cents.',
	},
	{
		mistake: 'prices of the lines in cents',
		event: anOrderOf({ total: 129.99, currency: 'USD', products: [{ price: 12_999 }] }),
		says: 'data.amount: 129.99 USD, but its lines add up to 12,999.00. > Send the price of each product in dollars, not in cents.',
	},
	{
		mistake: 'cents sent as dollars, where that is blocked',
		event: anOrderOf({ total: 12_999, currency: 'USD', products: [{ price: 129.99 }] }),
		settings: { moneyGuard: 'block' },
		says: 'data.amount: 12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.',
	},
	{
		mistake: 'no currency',
		event: anOrderOf({ total: 5 }),
		says: `Amount left out: no currency. > Set \`defaultCurrency\`, or send \`properties.currency\`; ${EMPTY}`,
	},
	{
		mistake: 'a sign for a currency',
		event: anOrderOf({ total: 5, currency: '$' }),
		says: `Amount left out: its currency is no ISO 4217 code. > Send \`properties.currency\` as three letters, such as USD; ${EMPTY}`,
	},
	{
		mistake: 'a total with a currency sign',
		event: anOrderOf({ total: '$49.99', currency: 'USD' }),
		says: `Amount left out: it is no plain decimal. > Send a number such as 49.99 in \`properties.total\`, without a currency sign; ${EMPTY}`,
	},
	{
		mistake: 'a refund as an order',
		event: anOrderOf({ total: -49.99, currency: 'USD' }),
		says: 'Amount left out: it is negative. > OpenAI takes no order back. Send refunds under a name that no row of `eventMapping` has.',
	},
	{
		mistake: 'a total under a name of its own',
		event: anOrderOf({ grand_total: 49.99, currency: 'USD' }),
		says: 'Amount left out: `properties.grand_total` is not read. > Set `amountFrom: ["total", "grand_total"]`.',
	},
	{
		mistake: 'an order without any total',
		event: anOrderOf({ currency: 'USD' }),
		says: `Amount left out: the order has no total. > Send \`properties.total\`, or prices in \`properties.products\`; ${EMPTY}`,
	},
	{
		mistake: 'a product without a price',
		event: anOrderOf({ currency: 'USD', products: [{ price: 5 }, { sku: 'b' }] }),
		says: `Amount left out: the products do not add up, since a line has no price, no plain quantity or another currency. > Send \`properties.total\`; ${EMPTY}`,
	},
	{
		mistake: 'prices under a name of their own',
		event: anOrderOf({ ...USD, products: [{ sku: 'a', unit_price: 5 }] }),
		says: 'The prices of the products are not read: they are in `unit_price`. > Set `fieldMapping: { "data.contents[].amount": ["price", "unit_price"] }`.',
	},
];

const OF_THE_EVENT: readonly Broken[] = [
	{
		mistake: 'event_id in the pixel, messageId here',
		event: anOrderOf({ ...USD, event_id: 'e1' }),
		says: 'properties.event_id is set, and idFrom does not name it: with the pixel, this order counts twice. > Set idFrom: ["properties.event_id", "messageId"].',
	},
	{
		mistake: 'the order id in another place',
		event: anOrderOf({ ...USD, order: { id: 7, number: '1001', order_number: '1001' } }),
		settings: { idFrom: ['properties.order_id', 'messageId'] },
		says: 'id: `properties.order_id` is empty, and `properties.order.order_number` is not read: with the pixel, this order counts twice. > Name `properties.order.order_number` in idFrom, before the others.',
	},
	{
		mistake: 'properties encoded twice',
		event: anOrderOf('{"total":5}'),
		says: '`properties` is a text, not an object: nothing in it is read. > Send it as an object, not as JSON within a text.',
	},
	{
		mistake: 'products encoded twice',
		event: anOrderOf({ ...USD, products: '[{"price":5}]' }),
		says: '`properties.products` is a text, not a list: no product is read. > Send it as a list, not as JSON within a text.',
	},
	{
		mistake: 'a raw e-mail in a custom field',
		event: aTrackEvent({ event: 'Quote', properties: { who: 'jane@example.com' } }),
		settings: {
			eventMapping: [{ from: 'Quote', to: 'custom', customEventName: 'quote' }],
			fieldMapping: { 'data.contact': 'properties.who' },
		},
		says: 'data.contact: looks like an e-mail address, which OpenAI must never get raw. Taken out. > Take it out of fieldMapping.',
	},
	{
		mistake: 'an e-mail in the name of a product',
		event: anOrderOf({ ...USD, products: [{ price: 5, name: 'Gift for jane@example.com' }] }),
		says: 'data.contents[0].name: an e-mail address or phone number was taken out, as the setting personalData says.',
	},
	{
		mistake: 'test mode left on',
		event: anOrder(),
		settings: { validateOnly: true },
		says: 'OpenAI will check this event and store nothing: the setting validateOnly is on.',
	},
	{
		mistake: 'a live order marked as a test',
		event: anOrderOf({ ...USD, test: true }),
		settings: { testEvents: { path: 'properties.test' } },
		says: 'OpenAI will check this event and store nothing: the setting testEvents marks it.',
	},
	{
		mistake: 'a browser that objects',
		event: anOrderIn({ privacy: { gpc: true } }),
		says: 'Opted out: received, not used for personalisation.',
	},
];

const NOT_SENT: readonly Broken[] = [
	{
		mistake: 'a replay that is too old',
		event: anOrder({ timestamp: new Date(NOW_MS - 9.1 * DAY_MS).toISOString() }),
		says: 'timestamp_ms: 9.1 days old, OpenAI accepts 7. Replay sooner, or leave this event out.',
	},
	{
		mistake: 'a clock that is ahead',
		event: anOrder({ timestamp: new Date(NOW_MS + 90 * 60_000).toISOString() }),
		says: 'timestamp_ms: 90.0 minutes ahead, OpenAI accepts 10. Check the clock of the sender.',
	},
	{
		mistake: 'a time that is none',
		event: anOrder({ timestamp: 'yesterday' }),
		says: 'timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time the SDK stamped.',
	},
	{
		mistake: 'a number that is no time',
		event: anOrder({ timestamp: 20_261_126 }),
		says: 'timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time the SDK stamped.',
	},
	{
		mistake: 'an order under a name of its own',
		event: aTrackEvent({ event: 'Order Placed' }),
		says: 'Order Placed is not mapped. Did you mean Order Completed? Then add { "from": "Order Placed", "to": "order_created" } to eventMapping.',
	},
	{
		mistake: 'a refund',
		event: aTrackEvent({ event: 'Order Refunded' }),
		says: 'Order Refunded is not mapped. OpenAI takes no order back, so there is nothing to send.',
	},
	{
		mistake: 'a category that no stamp has',
		event: anOrder(),
		settings: { consent: { requireCategories: ['Advertising'] } },
		says: 'context.consent: the event has no stamp that grants every required category. Send context.consent.categoryPreferences with "Advertising", spelt like this.',
	},
	{
		mistake: 'all integrations off',
		event: anOrder({ integrations: { All: false } }),
		says: 'integrations: the event switches `OpenAI Ads` off. Send integrations with "OpenAI Ads": true, also beside "All": false.',
	},
	{
		mistake: 'a rule that nobody meets',
		event: anOrder(),
		settings: { requireIdentifier: true },
		says: 'requireIdentifier: no oppref, obref, e-mail, phone, userId or advertising id. Send one of them, or name in requireIdentifier only the types that need one.',
	},
];

export const BROKEN: readonly Broken[] = [...OF_THE_CLICK, ...OF_THE_PERSON, ...OF_MONEY, ...OF_THE_EVENT, ...NOT_SENT];
