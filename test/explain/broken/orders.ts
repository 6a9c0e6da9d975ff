/** Mistakes in orders of real SDKs, backends and webhooks: each is told its cause and cure first. */

import { sha256 } from '../../../src/destination/primitives/sha256.js';
import { NOW_MS } from '../../builders.js';
import type { Broken } from './integrations.js';
import { A_CLICK, aServerOrder, aWebOrder, CHROME } from './sdk-events.js';

/** Every mistake here is the first thing that its sender is told. */
export const BROKEN_ORDERS: readonly Broken[] = [
	{
		mistake: 'a currency in the context',
		event: aWebOrder({ properties: { currency: undefined }, context: { currency: 'EUR' } }),
		says: 'Amount left out: no currency, since `context.currency` is not read. > Set `fieldMapping: { "data.currency": ["properties.currency", "context.currency"] }`.',
	},
	{
		mistake: 'a currency on the products alone',
		event: aWebOrder({ properties: { currency: undefined, products: [{ price: 27.5, currency: 'EUR' }] } }),
		says: 'Amount left out: only the products name a currency. > Send `properties.currency`, or set `defaultCurrency`.',
	},
	{
		mistake: "a currency under Shopify's name",
		event: aWebOrder({ properties: { currency: undefined, currency_code: 'EUR' } }),
		says: 'Amount left out: no currency, since `properties.currency_code` is not read. > Set `fieldMapping: { "data.currency": ["properties.currency", "properties.currency_code"] }`.',
	},
	{
		mistake: 'a total with a decimal comma',
		event: aWebOrder({ properties: { total: '1.299,00', currency: 'EUR', products: undefined } }),
		says: 'Amount left out: it has a decimal comma, or separators of thousands. > Send a number such as 1299.00 in `properties.total`; without it return on ad spend stays empty.',
	},
	{
		mistake: 'a total with separators of thousands',
		event: aWebOrder({ properties: { total: '1,299.00', products: undefined } }),
		says: 'Amount left out: it has a decimal comma, or separators of thousands. > Send a number such as 1299.00 in `properties.total`; without it return on ad spend stays empty.',
	},
	{
		mistake: 'a total as an object of money',
		event: aWebOrder({ properties: { total: { amount: '27.50', currency_code: 'USD' }, products: undefined } }),
		says: 'Amount left out: `properties.total` is an object. > Set `amountFrom: ["total.amount"]`, or send a number.',
	},
	{
		mistake: 'a total in cents, by its name',
		event: aWebOrder({ properties: { total: undefined, total_cents: 2750, products: undefined } }),
		says: 'Amount left out: `properties.total_cents` is not read, and is in cents by its name. > Send `properties.total` in whole units, such as 27.50 for 2750 cents.',
	},
	{
		mistake: 'a refund with products',
		event: aWebOrder({ properties: { total: -27.5 } }),
		says: 'The total is negative, and another amount is sent in its place: a refund counts as an order. > OpenAI takes no order back. Send refunds under a name that no row of `eventMapping` has.',
	},
	{
		mistake: 'a total with a sign, and products',
		event: aWebOrder({ properties: { total: '$30.00' } }),
		says: 'The total is no plain decimal: another amount of the order is sent in its place. > Send a number such as 49.99 in `properties.total`.',
	},
	{
		mistake: 'prices of products with a sign',
		event: aWebOrder({ properties: { products: [{ product_id: 'p1', price: '27,50 €', quantity: 1 }] } }),
		says: 'Prices of products are left out: they are no plain decimals. > Send a number such as 49.99 in each `price`.',
	},
	{
		mistake: 'a quantity in words',
		event: aWebOrder({ properties: { products: [{ product_id: 'p1', price: 27.5, quantity: '1 pcs' }] } }),
		says: 'Quantities of products are left out: they are no whole numbers. > Send a number such as 2 in each `quantity`.',
	},
	{
		mistake: "products under Shopify's name",
		event: aWebOrder({ properties: { products: undefined, line_items: [{ product_id: 'p1', price: '27.50' }] } }),
		says: 'The products are not read: they are in `properties.line_items`. > Set `fieldMapping: { "data.contents": ["properties.products", "properties.line_items"] }`.',
	},
	{
		mistake: 'products by number, as PHP writes lists',
		event: aWebOrder({ properties: { products: { 0: { product_id: 'p1', price: 27.5 }, 2: { price: 1 } } } }),
		says: '`properties.products` is an object of products, not a list: none of them is read. > Send its values as a list.',
	},
	{
		mistake: 'products as a list of ids',
		event: aWebOrder({ properties: { products: ['p1', 'p2'] } }),
		says: '`properties.products` is a list of texts, not of objects: no product is read. > Send each as an object, such as { "product_id": "a1", "price": 49.99 }.',
	},
	{
		mistake: 'properties within properties',
		event: aWebOrder({ top: { properties: { properties: { order_id: '1', total: 5, currency: 'USD' } } } }),
		says: '`properties.properties` holds what belongs into `properties`: nothing in it is read. > Send what is in it as `properties`, without `properties` around it.',
	},
	{
		mistake: "GA4's ecommerce, as a tag manager hands it on",
		event: aWebOrder({
			top: { properties: { ecommerce: { transaction_id: 'T1', value: 27.5, currency: 'USD', items: [] } } },
		}),
		says: '`properties.ecommerce` holds what belongs into `properties`: nothing in it is read. > Send what is in it as `properties`, without `ecommerce` around it.',
	},
	{
		mistake: 'data in place of properties',
		event: aServerOrder({ top: { properties: undefined, data: { total: 27.5, currency: 'USD' } } }),
		says: '`data` holds what belongs into `properties`: nothing in it is read. > Send what is in it as `properties`, without `data` around it.',
	},
	{
		mistake: 'properties as a list',
		event: aWebOrder({ top: { properties: [{ total: 5 }] } }),
		says: '`properties` is an array, not an object: nothing in it is read. > Send it as an object, not as JSON within a text.',
	},
	{
		mistake: 'a context encoded twice',
		event: aWebOrder({ top: { context: '{"page":{"url":"https://shop.example/"}}' } }),
		says: '`context` is a text, not an object: nothing in it is read. > Send it as an object, not as JSON within a text.',
	},
	{
		mistake: 'an order id within an order',
		event: aWebOrder({ properties: { order_id: undefined, order: { id: '1001' } } }),
		settings: { idFrom: ['properties.order_id', 'messageId'] },
		says: 'id: `properties.order_id` is empty, and `properties.order.id` is not read: with the pixel, this order counts twice. > Name `properties.order.id` in idFrom, before the others.',
	},
	{
		mistake: 'an empty order id',
		event: aWebOrder({ properties: { order_id: '' } }),
		settings: { idFrom: ['properties.order_id', 'messageId'] },
		says: 'id: `properties.order_id` is empty, so this order has another id here than in the pixel, and counts twice. > Send `properties.order_id`, the same as from the page.',
	},
	{
		mistake: 'a time as people of one country write it',
		event: aWebOrder({ top: { timestamp: '22.11.2026 12:59' } }),
		says: 'The `timestamp` is no ISO 8601 date or Unix time: another time of the event is sent. > Send a time such as 2026-11-22T11:59:00Z.',
	},
	{
		mistake: 'a local time without a zone',
		event: aWebOrder({ top: { timestamp: new Date(NOW_MS + 7_140_000).toISOString().replace('Z', '') } }),
		says: 'timestamp_ms: 119.0 minutes ahead, OpenAI accepts 10. It has no zone, so it was read as UTC: add one, such as Z or +02:00.',
	},
	{
		mistake: 'a time in microseconds',
		event: aWebOrder({ top: { timestamp: NOW_MS * 1000 } }),
		says: 'timestamp_ms: the number is in micro- or nanoseconds. Send milliseconds.',
	},
	{
		mistake: 'a digest in base64 without its sign of equality',
		event: aWebOrder({
			context: { traits: { email: Buffer.from(sha256('x'), 'hex').toString('base64').slice(0, -1) } },
		}),
		says: 'E-mail left out: it is hashed with SHA-256 in base64, not in hexadecimal. > Send the address, which is hashed here, or its SHA-256 in hexadecimal.',
	},
	{
		mistake: 'the hash of an empty e-mail',
		event: aWebOrder({ context: { traits: { email: sha256('') } } }),
		says: 'E-mail left out: it is the hash of an empty text. > Hash no empty fields: leave the e-mail out where there is none.',
	},
	{
		mistake: 'the hash of an empty phone',
		event: aWebOrder({ context: { traits: { email: 'jane@example.com', phone: sha256('').toUpperCase() } } }),
		says: 'Phone left out: it is the hash of an empty text. > Hash no empty fields: leave the phone out where there is none.',
	},
	{
		mistake: 'a digest with the name of its hash before it',
		event: aWebOrder({ context: { traits: { email: `sha256:${sha256('x')}` } } }),
		says: 'E-mail left out: it is hashed with SHA-256, and the name of that stands before it. > Send the address, which is hashed here, or its SHA-256 in hexadecimal.',
	},
	{
		mistake: "match keys in Meta's form",
		event: aServerOrder({ properties: { user_data: { em: sha256('x') } }, context: { traits: {} } }),
		says: 'E-mail left out: `properties.user_data.em` is not read. > Set `fieldMapping: { "user.email": ["context.traits.email", "properties.user_data.em"] }` (a row replaces the defaults, so name them again).',
	},
	{
		mistake: 'a masked e-mail',
		event: aWebOrder({ context: { traits: { email: 'j***@example.com' } } }),
		says: 'The e-mail is masked with asterisks, so its hash is that of nobody. > Send the whole address: it is hashed here, and never sent as it is.',
	},
	{
		mistake: 'a userId in snake case, from reverse ETL',
		event: aServerOrder({ context: { providers: undefined, traits: {} }, top: { userId: undefined, user_id: 'u1' } }),
		says: 'userId left out: `user_id` is not read. > Send it in `userId`.',
	},
	{
		mistake: 'address and agent in snake case',
		event: aServerOrder({
			context: { providers: { openAI: { oppref: A_CLICK } }, user_agent: CHROME, ip_address: '203.0.114.9' },
		}),
		says: "IP or user agent left out: `context.user_agent` is not read. > Send the buyer's in `context.ip` and `context.userAgent`.",
	},
	{
		mistake: 'a click in the campaign',
		event: aWebOrder({ context: { providers: undefined, campaign: { source: 'chatgpt', oppref: A_CLICK } } }),
		says: `No oppref: \`context.campaign.oppref\` is not read. > If it is OpenAI's, set \`fieldMapping: { "oppref": ["context.providers.openAI.oppref", "context.campaign.oppref"] }\`.`,
	},
	{
		mistake: 'a click beside the context',
		event: aWebOrder({ context: { providers: undefined }, top: { oppref: A_CLICK } }),
		says: `No oppref: \`oppref\` is not read. > If it is OpenAI's, set \`fieldMapping: { "oppref": ["context.providers.openAI.oppref", "oppref"] }\`.`,
	},
	{
		mistake: 'a click under a name in other case',
		event: aWebOrder({ context: { providers: { openai: { oppref: A_CLICK } } } }),
		says: `No oppref: \`context.providers.openai.oppref\` is not read. > If it is OpenAI's, set \`fieldMapping: { "oppref": ["context.providers.openAI.oppref", "context.providers.openai.oppref"] }\`.`,
	},
	{
		mistake: 'a click in the address that a login goes back to',
		event: aWebOrder({
			context: {
				providers: undefined,
				page: { url: `https://shop.example/login?next=%2Fthanks%3Foppref%3D${A_CLICK}` },
			},
		}),
		says: 'No oppref: `context.page.url` has one in its URL, and is not read. > Send its value in `context.providers.openAI.oppref`.',
	},
	{
		mistake: 'a click that a parser of queries made a list of',
		event: aWebOrder({ context: { providers: { openAI: { oppref: [A_CLICK, A_CLICK] } } } }),
		says: 'The oppref is a list, not a text. > Send it as one text, as it stands in the URL.',
	},
	{
		mistake: 'a click in quotes',
		event: aWebOrder({ context: { providers: { openAI: { oppref: `"${A_CLICK}"` } } } }),
		says: 'The oppref stands in quotes. > Pass it on byte for byte, as it stands in the URL.',
	},
	{
		mistake: 'the whole landing page as a click',
		event: aWebOrder({ context: { providers: { openAI: { oppref: `https://shop.example/?oppref=${A_CLICK}` } } } }),
		says: 'The oppref is a URL or a parameter, not the value alone. > Send what stands behind `oppref=`, up to the next `&`, byte for byte.',
	},
	{
		mistake: 'a click that a log cut short',
		event: aWebOrder({ context: { providers: { openAI: { oppref: `${A_CLICK}...` } } } }),
		says: 'The oppref ends in dots, so something cut it short. > Keep it whole: it may have 8192 characters.',
	},
	{
		mistake: 'a click in lower case',
		event: aWebOrder({ context: { providers: { openAI: { oppref: A_CLICK.toLowerCase() } } } }),
		says: 'The oppref is in lower case, so something changed it on the way. > Pass it on byte for byte, as it stands in the URL.',
	},
	{
		mistake: 'a page of an app that is a file',
		event: aWebOrder({ context: { page: { url: 'file:///app/index.html' } } }),
		says: 'The page has no http address: the event is sent as `other`, not as `web`. > Send `context.page.url`, or set `sourceUrl.fallback`.',
	},
	{
		mistake: 'a page on the machine of a developer',
		event: aWebOrder({ context: { page: { url: 'http://localhost:3000/thanks' } } }),
		says: 'The page is on localhost, and OpenAI counts this test. > Try it with `openai-ads start --sandbox`, or set `testEvents`.',
	},
	{
		mistake: 'an order that its shop calls a test',
		event: aWebOrder({ properties: { test: true } }),
		says: '`properties.test` marks a test, and OpenAI counts it. > Set `testEvents: { "path": "properties.test" }`.',
	},
	{
		mistake: "Shopify's checkout that is completed",
		event: aWebOrder({ top: { event: 'checkout_completed' } }),
		says: 'checkout_completed is not mapped. Did you mean Order Completed? Then add { "from": "checkout_completed", "to": "order_created" } to eventMapping.',
	},
	{
		mistake: 'an order in another language',
		event: aWebOrder({ top: { event: 'Bestellung abgeschlossen' } }),
		says: 'Bestellung abgeschlossen is not mapped. It has the id of an order: if it is one, add { "from": "Bestellung abgeschlossen", "to": "order_created" } to eventMapping.',
	},
	{
		mistake: "GA4's refund",
		event: aWebOrder({ top: { event: 'refund' } }),
		says: 'refund is not mapped. OpenAI takes no order back, so there is nothing to send.',
	},
	{
		mistake: 'the name of the event in name',
		event: aWebOrder({ top: { event: undefined, name: 'Order Completed' } }),
		says: 'a track call without a name is not mapped. Send what is in `name` as `event`.',
	},
	{
		mistake: 'a type in upper case',
		event: aWebOrder({ top: { type: 'Track' } }),
		says: 'type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. Write it in lower case: "type": "track".',
	},
	{
		mistake: 'no type',
		event: aWebOrder({ top: { type: undefined } }),
		says: 'type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. Add "type": "track".',
	},
	{
		mistake: 'a batch as an event',
		event: { batch: [aWebOrder()], writeKey: 'k' },
		says: 'type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. This is a whole batch: send what is in `batch`.',
	},
	{
		mistake: 'a batch within data',
		event: { data: { batch: [aWebOrder()] } },
		says: 'type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. This is a whole batch: send what is in `data.batch`.',
	},
	{
		mistake: "an order of Shopify's webhook",
		event: { id: 820982911946154, total_price: '398.00', currency: 'USD', line_items: [] },
		says: "type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. This is an order in Shopify's own form: make a track call of it first.",
	},
	{
		mistake: "a call in Meta's form",
		event: { data: [{ event_name: 'Purchase', user_data: { em: [sha256('x')] } }] },
		says: "type: expected `track`, `page`, `screen`, `identify`, `group` or `alias`. This is an event in the form of Meta's Conversions API: make a track call of it first.",
	},
	{
		mistake: 'consent as a text',
		event: aWebOrder({ context: { consent: { categoryPreferences: { C0004: 'true' } } } }),
		settings: { consent: { requireCategories: ['C0004'] } },
		says: 'context.consent: the event has no stamp that grants every required category. Send "C0004" as true or false, not as a text or a number.',
	},
];
