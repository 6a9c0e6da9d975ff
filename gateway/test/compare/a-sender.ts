/** Requests in the shape of other senders, made of the same events. Read in their sources on 2026-11-26; ours, not theirs. */

import { hash } from 'node:crypto';
import { AT_MS, PAGE } from './a-shop-day.js';

const sha = (text: string) => hash('sha256', text, 'hex');
// Events are read like JSON here.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;
const minor = (value: unknown) => Math.round(Number(value) * 100);
const typeOf = {
	'Order Completed': 'order_created',
	'Product Added': 'items_added',
	'Signed Up': 'registration_completed',
};
const dataTypeOf = (type: string) => (type === 'registration_completed' ? 'customer_action' : 'contents');

/** One event a request; no items. */
export function posthog(event: Json): object {
	const { event: name, properties, context, userId, messageId } = event;
	const { order_id: id, total: amount, currency } = properties;
	const type = typeOf[name as keyof typeof typeOf];
	return {
		method: 'POST',
		body: {
			events: [
				{
					id: id ?? messageId,
					type,
					timestamp_ms: AT_MS,
					action_source: 'web',
					source_url: PAGE,
					oppref: 'a%2Bb',
					user: {
						email_sha256: sha('jane@shop.example'),
						external_id_sha256: sha(userId),
						ip_address: context.ip,
						user_agent: context.userAgent,
					},
					data: { type: dataTypeOf(type), ...(amount === undefined ? {} : { amount: minor(amount), currency }) },
				},
			],
		},
	};
}

const GA4_TYPES: ReadonlyMap<string, string> = new Map([
	['purchase', 'order_created'],
	['add_to_cart', 'items_added'],
]);

/** Reads Google Analytics 4's names; stamps the time of the tag, makes up an obref, puts the external id in lower case. */
export function stape(event: Json): object {
	const { event: name, properties, userId } = event;
	const { event_id, transaction_id, value, currency, items } = properties;
	const type = GA4_TYPES.get(name) ?? 'custom';
	return {
		events: [
			{
				id: transaction_id ?? event_id,
				type,
				...(type === 'custom' ? { custom_event_name: name } : {}),
				timestamp_ms: AT_MS + 4000,
				action_source: 'web',
				source_url: PAGE,
				oppref: 'a%2Bb',
				user: {
					obref: '8b0d1f6e-7a52-4a8e-9a43-8e2f3c1d2b10',
					email_sha256: sha('jane@shop.example'),
					external_id_sha256: sha(String(userId).toLowerCase()),
				},
				data: {
					type: type === 'custom' ? 'custom' : 'contents',
					...(value === undefined ? {} : { amount: minor(value), currency }),
					...(items === undefined
						? {}
						: {
								contents: items.map(({ item_id, item_name, price, quantity }: Json) => ({
									id: item_id,
									name: item_name,
									quantity,
									amount: minor(price),
								})),
							}),
				},
			},
		],
	};
}

/** The starter kit's table: single user fields, the anonymous id, the sum of the products. */
export function metaRouter(event: Json): object {
	const { event: name, properties, context, anonymousId, messageId } = event;
	const { products, currency, product_id, name: title, price, quantity } = properties;
	const lines = products ?? [{ product_id, name: title, price, quantity }];
	const type = typeOf[name as keyof typeof typeOf];
	const { ip, userAgent, traits } = context;
	const { email, address } = traits;
	return {
		events: [
			{
				id: messageId,
				type,
				timestamp_ms: AT_MS,
				action_source: 'web',
				source_url: PAGE,
				oppref: 'a%2Bb',
				user: {
					email_sha256: sha(email.toLowerCase()),
					external_id_sha256: sha(anonymousId),
					country: address.country,
					city: address.city,
					zip_code: address.postalCode,
					ip_address: ip,
					user_agent: userAgent,
				},
				data: {
					type: 'contents',
					currency,
					...(type === 'order_created'
						? { amount: lines.reduce((sum: number, line: Json) => sum + minor(line.price) * Number(line.quantity), 0) }
						: {}),
					contents: lines.map((line: Json) => ({
						id: line.product_id,
						name: line.name,
						amount: minor(line.price),
						quantity: line.quantity,
					})),
				},
			},
		],
	};
}

/** A script that posts orders: right, or with the usual mistakes. */
export function ownScript(event: Json, hasMistakes: boolean): object {
	const { order_id: id, total, currency } = event.properties;
	const { email, phone } = event.context.traits;
	return {
		events: [
			{
				id,
				type: 'order_created',
				timestamp_ms: hasMistakes ? AT_MS + 90_000 : AT_MS,
				action_source: 'web',
				source_url: PAGE.split('?')[0],
				oppref: 'a%2Bb',
				user: {
					emails_sha256: [sha(hasMistakes ? email : String(email).toLowerCase())],
					phone_numbers_sha256: [sha(hasMistakes ? phone : String(phone).replace(/\D/g, ''))],
				},
				data: { type: 'contents', amount: hasMistakes ? Number(total) : minor(total), currency },
			},
		],
	};
}
