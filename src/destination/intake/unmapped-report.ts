/** Tells the log each name of an event that is not mapped, once. */

import type { Mapping } from '../map/paths/mapping.js';
import { isRecord } from '../primitives/json.js';
import type { Logger } from '../primitives/logger.js';
import type { Admission } from './intake.js';

/** Names that are told; with more of them somebody makes them up. Our choice. */
const MAX_NAMES = 1000;

export class UnmappedReport {
	readonly #told = new Set<string>();

	/** `events[i]` belongs to `admissions[i]`. WARN for a name that was probably meant to be another, INFO for the others. */
	add(
		events: readonly unknown[],
		admissions: readonly Admission[],
		{ describeUnmapped }: Mapping,
		logger: Logger,
	): void {
		for (const [index, { result }] of admissions.entries()) {
			const event = events[index];
			if (result?.reason !== 'event_not_mapped' || this.#told.size > MAX_NAMES || !isRecord(event)) continue;
			const { name = '', told, isSwitchedOff } = describeUnmapped(event);
			const { detail, near } = told;
			if (isSwitchedOff || this.#told.has(name)) continue;
			this.#told.add(name);
			if (this.#told.size > MAX_NAMES) logger.warn('More names of events that are not mapped are not told.', {});
			else if (near === undefined) logger.info('Events of a name that is not mapped are skipped.', { name, detail });
			else logger.warn('Events of a name that is not mapped are skipped.', { name, detail });
		}
	}
}
