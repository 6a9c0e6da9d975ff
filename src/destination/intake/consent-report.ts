/** Warns when a category that no event names silences everything: most often a misspelt one. */

import type { Mapping } from '../map/paths/mapping.js';
import { isReading } from '../map/read-event.js';
import { isRecord } from '../primitives/json.js';
import { showName } from '../primitives/show-name.js';
import type { Arrival } from './admit.js';
import type { ReportPorts } from './note-report.js';

/** Events in a row. Our choice. */
const MIN_EVENTS = 20;
const HOUR_MS = 60 * 60_000;
/** Names of categories that a line holds. Our choice. */
const MAX_CATEGORIES = 20;

export class ConsentReport {
	#silenced = 0;
	readonly #seen = new Set<string>();
	#toldMs = Number.NEGATIVE_INFINITY;

	/** Looks at events in order. An explicit denial is an answer, and says nothing about the setting. */
	add(arrivals: readonly Arrival[], { settings: { consent } }: Mapping, ports: ReportPorts): void {
		if (typeof consent !== 'object') return;
		for (const { input, reading } of arrivals) {
			if (isReading(reading)) this.#silenced = 0;
			else if (reading.ending.reason === 'consent_denied' && !reading.forgets) this.#count(input);
		}
		this.#tell(consent.requireCategories, ports);
	}

	#count(event: unknown): void {
		this.#silenced++;
		for (const category of categoriesOf(event)) {
			if (this.#seen.size < MAX_CATEGORIES) this.#seen.add(showName(category));
		}
	}

	#tell(required: readonly string[], { nowMs, logger }: ReportPorts): void {
		const now = nowMs();
		if (this.#silenced < MIN_EVENTS || Math.abs(now - this.#toldMs) < HOUR_MS) return;
		if (required.every((category) => this.#seen.has(showName(category)))) return;
		this.#toldMs = now;
		logger.warn(
			'Every event is skipped: none has a consent stamp with the required categories. Check consent.requireCategories.',
			{ reason: 'consent_denied', count: this.#silenced, required, seen: [...this.#seen] },
		);
	}
}

/** The names of all categories in the stamps of Segment and RudderStack. */
function categoriesOf(event: unknown): string[] {
	const context = isRecord(event) ? event['context'] : undefined;
	if (!isRecord(context)) return [];
	const { consent, consentManagement: management } = context;
	const preferences = isRecord(consent) ? consent['categoryPreferences'] : undefined;
	const lists = isRecord(management) ? [management['allowedConsentIds'], management['deniedConsentIds']] : [];
	return [...(isRecord(preferences) ? Object.keys(preferences) : []), ...lists.filter(Array.isArray).flat()]
		.slice(0, MAX_CATEGORIES)
		.filter((name): name is string => typeof name === 'string');
}
