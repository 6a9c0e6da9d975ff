/** Settles a promise at the latest when a request has to be answered. */

import { StorageError } from '../queue-errors.js';

/** A call waits no longer: its request has to be answered within 5 s. Our choice. */
const DEADLINE_MS = 4500;

export interface Settle {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: unknown) => void;
}

/** Whichever comes first: the end of the work, or the deadline. What is committed later is recognised when it is sent again. */
export function inTime({ resolve, reject }: Settle): Settle {
	const late = setTimeout(
		() => reject(new StorageError('PostgreSQL: it does not answer in time. (timeout)')),
		DEADLINE_MS,
	);
	const settle =
		<T>(end: (value: T) => void) =>
		(value: T) => {
			clearTimeout(late);
			end(value);
		};
	return { resolve: settle(resolve), reject: settle(reject) };
}
