/** What the worker tells the operator. WARN: nothing is lost. ERROR: events are lost. */

import type { Log } from '../log.js';
import type { DeadLetter } from '../queue/queue.js';
import type { PaceChange } from './pace.js';

/** Reports once per change that sending is held, slowed down or back to normal. */
export function reportChange(log: Log, change: PaceChange, fields: { detail: string; queued: number }): void {
	switch (change) {
		case 'none':
			break;
		case 'held':
			log.warn(
				fields,
				'OpenAI refuses the key, the pixel ID or the endpoint. Correct it and restart. Events are kept until then, but OpenAI takes none older than 7 days.',
			);
			break;
		case 'slowed':
			log.warn(fields, 'OpenAI is not taking events. They are kept and sent later.');
			break;
		case 'resumed':
			log.info({ queued: fields.queued }, 'OpenAI is taking events again.');
			break;
	}
}

/** One line per reason, for acknowledged events that OpenAI will not count. */
export function reportDeadLetters(log: Log, letters: readonly DeadLetter[]): void {
	for (const reason of new Set(letters.map((letter) => letter.reason))) {
		const group = letters.filter((letter) => letter.reason === reason);
		log.error(
			{ reason, count: group.length, detail: group[0]?.detail },
			'Events could not be delivered and were set aside as dead letters.',
		);
	}
}
