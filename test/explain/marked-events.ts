/** Events with marked identifiers, to look for in everything that is shown. */

import { NOW_MS } from '../builders.js';

const MARK = 'zqxmarked';

/** An event with an identifier of its own in every place where people put one. */
export function markedEvent(index: number): { readonly event: unknown; readonly secrets: readonly string[] } {
	const secret = (kind: string) => `${MARK}${kind}${index}`;
	const email = `${secret('mail')}@shop.example`;
	const phone = `+1415555${String(2000 + index)}`;
	const event = {
		type: 'track',
		event: ['Order Completed', 'Signed Up', 'Quiz Ended', 'Page'][index % 4],
		messageId: index % 3 === 0 ? email : `m${index}`,
		userId: secret('User'),
		anonymousId: secret('Anonymous'),
		timestamp: new Date(NOW_MS).toISOString(),
		traits: { email, phone, firstName: secret('First'), [email]: 1 },
		context: {
			traits: { email, mobile: phone, lastName: secret('Last'), address: { city: `Z${secret('city')}` } },
			providers: { openAI: { oppref: secret('Click'), obref: secret('Browser') } },
			page: { url: `https://shop.example/u/${email}?token=${secret('Token')}` },
		},
		properties: {
			email,
			note: secret('Note'),
			mail: email,
			[secret('99999Key')]: 1,
			products: [{ product_id: email, name: `For ${email}`, variant_dict: { for: secret('Variant') } }],
		},
	};
	const kinds = [
		'mail',
		'User',
		'Anonymous',
		'First',
		'Last',
		'city',
		'Click',
		'Browser',
		'Token',
		'Note',
		'Variant',
		'99999Key',
	];
	const secrets = [...kinds.map(secret), email, phone];
	return { event, secrets: [...secrets, ...secrets.flatMap(otherSpellings)] };
}

function otherSpellings(secret: string): string[] {
	const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '');
	return [base64.slice(0, -1), encodeURIComponent(secret)];
}
