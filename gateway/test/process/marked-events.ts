/** Events that name people in every place there is, and what finds their names again. */

/** In the middle, so that cutting to first characters would not hide it. */
export const marked = (kind: string, n: number) => `x${kind}Mark3dSecret${n}x`;

/** Every place of an event that may name a person, each with a value that is found nowhere else. */
export function aMarkedEvent(n: number): object {
	const mark = (kind: string) => marked(kind, n);
	const traits = {
		email: `${mark('mail')}@shop.example`,
		phone: `+4917012${String(34567 + n)}`,
		firstName: mark('first'),
		lastName: mark('last'),
		address: { city: mark('city'), postalCode: mark('zip') },
	};
	const names = ['Order Completed', 'Order Placed', 'Signed Up'];
	return {
		type: n % 5 === 0 ? 'identify' : 'track',
		event: names[n % names.length],
		messageId: `message-${n}`,
		userId: mark('user'),
		anonymousId: mark('anonymous'),
		...(n % 7 === 0 ? { timestamp: '2020-01-01T00:00:00Z' } : {}),
		traits,
		properties: { order_id: `order-${n}`, total: 5, currency: 'USD', email: traits.email, note: mark('note') },
		context: {
			traits,
			page: { url: `https://shop.example/thanks?oppref=${mark('click')}&mail=${mark('query')}` },
			ip: `203.0.113.${n}`,
			userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${mark('agent')}`,
		},
	};
}

const IN_BASE64 = ['Mark3dSecret', 'xMark3dSecret', 'xxMark3dSecret'].map((text) =>
	Buffer.from(text).toString('base64').slice(4, 12),
);
const PATTERNS = [
	/.{0,20}Mark3dSecret/i,
	/4917012\d*/,
	/203\.0\.113\.\d+/,
	...IN_BASE64.map((part) => new RegExp(part)),
];

/** What a text shows of them: as it stands, percent-encoded, in base64, in another case. Nothing is as it should be. */
export function findMarks(text: string): readonly string[] {
	const texts = [text, decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, ''))];
	return texts.flatMap((each) => PATTERNS.flatMap((pattern) => pattern.exec(each)?.[0] ?? []));
}
