/** Keeps the log readable: of lines about one cause it lets one a minute through, with the number of those it held back. */

/** Our choice. */
const INTERVAL_MS = 60_000;
/** Causes that are told apart. Beyond it the oldest is forgotten, and so may be told twice a minute. Our choice. */
const MAX_CAUSES = 1000;

export type Fields = Readonly<Record<string, unknown>>;

export interface LogLine {
	readonly level: number;
	readonly fields: Fields;
	readonly message: string;
}

interface Cause extends LogLine {
	readonly toldMs: number;
	/** Lines held back since. */
	lines: number;
	/** The sum of their `count`. */
	count: number;
}

/** A line's cause is its message and those fields that say which kind of thing it is about. */
export class RepeatedLines {
	readonly #causes = new Map<string, Cause>();
	readonly #nowMs: () => number;

	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	/** True if the line is to be logged; else it is held back and counted. */
	lets(line: LogLine): boolean {
		const { fields, message } = line;
		const { pixel, reason, route, call, note, detail, name, err } = fields;
		// A note's detail says which kind it is; other details may have numbers in them.
		const key = [message, pixel, reason, route, call, note, note && detail, name, readErrorCode(err)].join('|');
		const known = this.#causes.get(key);
		if (known !== undefined) {
			known.lines += 1;
			known.count += typeof fields['count'] === 'number' ? fields['count'] : 0;
			return false;
		}
		this.#causes.set(key, { ...line, toldMs: this.#nowMs(), lines: 0, count: 0 });
		if (this.#causes.size > MAX_CAUSES) for (const [oldest] of this.#causes) if (this.#causes.delete(oldest)) break;
		return true;
	}

	/**
	 * Forgets causes whose minute is over, and gives a line for each that came again: the first one's fields, with `repeated`
	 * for how many were held back, and `count` for what they counted.
	 *
	 * @param isLast also those whose minute is not over
	 */
	takeHeldBack(isLast = false): LogLine[] {
		const lines: LogLine[] = [];
		for (const [key, { level, message, fields, toldMs, lines: repeated, count }] of this.#causes) {
			if (!isLast && this.#nowMs() - toldMs < INTERVAL_MS) continue;
			this.#causes.delete(key);
			const counts = count > 0 ? { repeated, count } : { repeated };
			if (repeated > 0) lines.push({ level, message, fields: { ...fields, ...counts } });
		}
		return lines;
	}
}

function readErrorCode(error: unknown): unknown {
	if (!(error instanceof Error)) return undefined;
	return (error as { code?: unknown }).code ?? error.name;
}
