/** Names of custom events, made from the names of events that nothing maps. */

/** The slug of a longer name is made from its beginning. */
const MAX_SLUGGED_LENGTH = 1000;

/** Turns any text into a custom event's name: `Cart Viewed` into `cart_viewed`. Empty if no usable character is left. */
export function slugify(name: string): string {
	const trimmed = name
		.slice(0, MAX_SLUGGED_LENGTH)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9_-]/gu, '_')
		.replace(/^[_-]+/, '')
		.slice(0, 64);
	return trimmed.replace(/[_-]+$/, '');
}
