/** Notes: what was left out of a conversion event or assumed in it, and why; and what a name that is not mapped probably means. Paths and kinds of values, never values. */

export interface Note {
	/** Output field in OpenAI's spelling, such as `data.amount` or `user.email`. */
	readonly path: string;
	readonly message: string;
}

/** An event whose name is not mapped, and is nearly one that is. */
export interface NearMiss {
	/** The name that was probably meant: `Order Completed`. */
	readonly meant: string;
	/** The row of `eventMapping` that sends it: `{ "from": "Order Placed", "to": "order_created" }`. */
	readonly row: string;
}

/** Fields whose notes are everyday news of servers and apps: they have no page, and an address and an agent of their own. */
const EVERYDAY = new Set(['timestamp_ms', 'action_source', 'source_url', 'user.ip_address', 'user.user_agent']);

/**
 * True if the note tells of something that OpenAI's reports or its matching will miss: money, a match key, the click, an id.
 *
 *   isLoss({ path: 'data.amount', message })   // true
 *   isLoss({ path: 'action_source', message }) // false
 */
export function isLoss({ path }: Note): boolean {
	return !EVERYDAY.has(path);
}

const INDEX = /\[\d+\]/g;

/**
 * The note without the place of the item in it, so that notes of one kind can be counted.
 *
 *   toNoteKind({ path: 'data.contents[12].amount', message }) // { path: 'data.contents[].amount', message }
 */
export function toNoteKind({ path, message }: Note): Note {
	return { path: path.replace(INDEX, '[]'), message };
}

/** How the note on an amount begins that is left out for want of a currency. */
export const CURRENCY_UNKNOWN = 'left out because its currency is unknown.';

/**
 * The notes that stand for a fault of their own, so that reports and counts tell of one fault once: an amount follows from the note on
 * its currency, and the prices of items from that on the amount.
 *
 *   toCauses([{ path: 'data.currency', message: 'expected ...' }, { path: 'data.amount', message: 'left out because ...' }])
 *   // [{ path: 'data.currency', message: 'expected ...' }]
 */
export function toCauses(notes: readonly Note[]): readonly Note[] {
	const follows = ({ message }: Note) => message.startsWith(CURRENCY_UNKNOWN);
	if (!notes.some(follows)) return notes;
	if (notes.some(({ path }) => path === 'data.currency')) return notes.filter((note) => !follows(note));
	const hasAmount = notes.some((note) => note.path === 'data.amount' && follows(note));
	return hasAmount ? notes.filter((note) => note.path === 'data.amount' || !follows(note)) : notes;
}
