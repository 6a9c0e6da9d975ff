/** Tells the log what is left out of events or assumed in them: once per kind and minute, with a count. */

import { isLoss, type Note, toCauses, toNoteKind } from '../note.js';
import type { Logger } from '../primitives/logger.js';
import { showName } from '../primitives/show-name.js';
import type { Admission } from './intake.js';

const MINUTE_MS = 60_000;
/** Kinds that are told apart; with more of them the count starts over. Our choice. */
const MAX_KINDS = 1000;
/** Some messages have a number in them, which does not make them another kind. */
const NUMBER = /\d+(?:\.\d+)?/g;

interface Kind {
	readonly note: Note;
	toldMs: number;
	/** Since then. */
	count: number;
	/** The first event of them. */
	messageId: string;
	/** The last one that was counted: several notes of one kind on one event count once. */
	last: Admission | undefined;
}

/** What the report is told with. */
export interface ReportPorts {
	nowMs(): number;
	readonly logger: Logger;
}

export class NoteReport {
	readonly #kinds = new Map<string, Kind>();

	/** Counts the notes of these events. A kind is told at once, or with the first event of it a minute after it was last told. */
	add(admissions: readonly Admission[], ports: ReportPorts): void {
		const found = new Set<Kind>();
		for (const admission of admissions) {
			const { notes, messageId } = admission.item ?? admission.result;
			if (notes === undefined || isLeftOut(admission)) continue;
			for (const note of toCauses(notes)) found.add(this.#count(note, messageId, admission));
		}
		for (const kind of found) tell(kind, ports);
	}

	#count(note: Note, messageId: string, admission: Admission): Kind {
		const kind = this.#find(toNoteKind(note));
		if (kind.last === admission) return kind;
		if (kind.count === 0) kind.messageId = messageId;
		kind.count++;
		kind.last = admission;
		return kind;
	}

	#find(note: Note): Kind {
		const key = `${note.path} ${note.message.replace(NUMBER, '#')}`;
		const known = this.#kinds.get(key);
		if (known !== undefined) return known;
		if (this.#kinds.size >= MAX_KINDS) this.#kinds.clear();
		const kind = { note, toldMs: Number.NEGATIVE_INFINITY, count: 0, messageId: '', last: undefined };
		this.#kinds.set(key, kind);
		return kind;
	}
}

/** What an event would have lacked that is not sent at all. An `identify` is remembered without it. */
function isLeftOut({ result }: Admission): boolean {
	return result?.outcome === 'skipped' && result.reason !== 'profile_remembered';
}

function tell(kind: Kind, { nowMs, logger }: ReportPorts): void {
	kind.last = undefined;
	const now = nowMs();
	// A clock that is set back must not silence a kind for longer than a minute.
	if (Math.abs(now - kind.toldMs) < MINUTE_MS) return;
	const { path, message } = kind.note;
	const fields = { note: path, detail: message, count: kind.count, messageId: showName(kind.messageId) };
	if (isLoss(kind.note)) logger.warn('Something was left out of events, or assumed in them.', fields);
	else logger.info('Events are sent with something left out or assumed.', fields);
	kind.toldMs = now;
	kind.count = 0;
}
