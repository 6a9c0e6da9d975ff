/** What the worker tells the operator. WARN: nothing is lost. ERROR: events are lost. */

import { showName } from 'openai-ads-destination/internal';
import type { Log } from '../log.js';
import type { DeadLetter } from '../queue/queue.js';
import type { MinuteLog } from './minute-log.js';
import type { PaceChange } from './pace.js';

export interface ChangeFields {
	readonly detail: string;
	readonly queued: number;
	/** Until the next request. */
	readonly waitMs: number;
}

/** Reports once per change that sending is held, slowed down or back to normal. */
export function reportChange(log: Log, change: PaceChange, { detail, queued, waitMs }: ChangeFields): void {
	const fields = { detail, queued };
	switch (change) {
		case 'none':
			break;
		case 'held':
			log.warn(
				fields,
				'OpenAI refuses the key, the pixel ID or the endpoint. Correct it: files are read again by themselves, variables after a restart. Events are kept until then, but OpenAI takes none older than 7 days.',
			);
			break;
		case 'refusing':
			log.warn(
				fields,
				'OpenAI, or a firewall before it, refuses everything and blames no event. Events are kept, and single ones are tried at growing intervals; OpenAI takes none older than 7 days. Check pixel ID, endpoint and mapping.',
			);
			break;
		case 'slowed':
			log.warn(fields, 'OpenAI is not taking events. They are kept and sent later.');
			break;
		case 'waiting':
			log.warn(
				{ ...fields, waitSeconds: Math.round(waitMs / 1000) },
				'OpenAI asked for a pause. Events are kept and sent after it.',
			);
			break;
		case 'resumed':
			log.info({ queued }, 'OpenAI is taking events again.');
			break;
	}
}

/** A dead letter, and the ids that its event has here and its last request had at OpenAI. */
export interface ReportedLetter extends DeadLetter {
	readonly messageId?: string | undefined;
	readonly requestId?: string | undefined;
}

/** One line per reason and minute, for acknowledged events that OpenAI will not count. */
export function reportDeadLetters(log: Log, minuteLog: MinuteLog, letters: readonly ReportedLetter[]): void {
	for (const reason of new Set(letters.map((letter) => letter.reason))) {
		const group = letters.filter((letter) => letter.reason === reason);
		minuteLog.say(`dead ${reason}`, group.length, (count) =>
			log.error(
				{ reason, count, detail: group[0]?.detail, ...(count === 1 ? toIds(group[0]) : {}) },
				'Events could not be delivered and were set aside as dead letters.',
			),
		);
	}
}

/** What leads a person to the one event that a line is about, here and at OpenAI. */
function toIds({ messageId, requestId }: Partial<ReportedLetter> = {}): Record<string, string> {
	return {
		...(messageId === undefined ? {} : { messageId: showName(messageId) }),
		...(requestId === undefined ? {} : { requestId }),
	};
}

/** An event that is refused while others pass. It waits, alone, and stops nobody. */
export function reportSuspect(log: Log, minuteLog: MinuteLog, detail: string): void {
	minuteLog.say('suspect', 1, (count) =>
		log.warn(
			{ count, detail },
			'An event is refused alone while others pass. It is tried again alone, at growing intervals.',
		),
	);
}
