/** What the worker tells the operator. WARN: nothing is lost. ERROR: events that will not come back. */

import type { Log } from '../log.js';
import type { DeadLetter } from '../queue/queue.js';
import type { PaceChange } from './pace.js';

/** Says once per change that the queue is held, slowed down, or flows again. */
export function reportChange(log: Log, change: PaceChange, fields: { detail: string; queued: number }): void {
	switch (change) {
		case 'none':
			break;
		case 'held':
			log.warn(
				fields,
				'OpenAI refuses the key, the pixel ID or the endpoint. Correct it and restart; events are kept meanwhile, but OpenAI takes none older than 7 days.',
			);
			break;
		case 'slowed':
			log.warn(fields, 'OpenAI takes no events at the moment. They are kept and sent later.');
			break;
		case 'resumed':
			log.info({ queued: fields.queued }, 'OpenAI takes events again.');
			break;
	}
}

/** One line per reason: events that were acknowledged and will not be counted. */
export function reportDeadLetters(log: Log, letters: readonly DeadLetter[]): void {
	for (const reason of new Set(letters.map((letter) => letter.reason))) {
		const group = letters.filter((letter) => letter.reason === reason);
		log.error(
			{ reason, count: group.length, detail: group[0]?.detail },
			'Events could not be delivered and were set aside as dead letters.',
		);
	}
}
