/** Writes a long answer piece by piece, with pauses: JSON.stringify of thousands of jobs in one go would hold up all others. */

import { Readable } from 'node:stream';
import { Pauses } from '../../http/pauses.js';

/** Entries that are written in one go; rudder-server sends 20 to 200 jobs a call unless told otherwise. Our choice. */
const AT_ONCE = 200;
/** Characters in one piece. Our choice. */
const PIECE_LENGTH = 64 * 1024;

/** A list, or `{ output: list }`, as a stream of its JSON if it is long; anything else as it is. */
export function toAnswerBody(answer: object): object {
	if (Array.isArray(answer)) return answer.length <= AT_ONCE ? answer : Readable.from(write(answer, '[', ']'));
	const { output } = answer as { output?: unknown };
	if (!Array.isArray(output) || output.length <= AT_ONCE) return answer;
	return Readable.from(write(output, '{"output":[', ']}'));
}

async function* write(entries: readonly unknown[], before: string, after: string): AsyncGenerator<string> {
	const pauses = new Pauses();
	let piece = before;
	for (const [index, entry] of entries.entries()) {
		piece += `${index === 0 ? '' : ','}${JSON.stringify(entry)}`;
		if (piece.length < PIECE_LENGTH) continue;
		yield piece;
		piece = '';
		await pauses.next();
	}
	yield piece + after;
}
