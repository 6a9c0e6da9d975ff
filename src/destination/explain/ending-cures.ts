/** What to do about an event that is not sent, where its detail does not say so itself. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { Ending } from '../map/ending.js';
import { isReversal } from '../map/event/default-events.js';
import { isRecord } from '../primitives/json.js';
import { toEventKey } from '../settings/conflicts.js';
import type { Settings } from '../settings/settings.js';

const ADVICE = 'If it is a conversion, ';
const REFUND = 'OpenAI takes no order back, so there is nothing to send.';

/** The ending with a sentence that says what to do. */
export function withCure(ending: Ending, event: unknown, settings: Settings): Ending {
	const { reason, detail } = ending;
	if (reason === 'event_not_mapped' && isRecord(event) && isRefund(event))
		return { ...ending, detail: takesNoneBack(detail) };
	const cure = findCure(ending, settings);
	return cure === undefined ? ending : { ...ending, detail: `${detail} ${cure}` };
}

function takesNoneBack(detail: string): string {
	const at = detail.indexOf(ADVICE);
	return at === -1 ? detail : detail.slice(0, at) + REFUND;
}

function isRefund({ type, event }: AnalyticsEvent): boolean {
	return type === 'track' && typeof event === 'string' && isReversal(toEventKey(event));
}

function findCure({ reason, detail }: Ending, { integrationName, consent }: Settings): string | undefined {
	switch (reason) {
		case 'integration_disabled':
			return `Send integrations with ${JSON.stringify(integrationName)}: true, also beside "All": false.`;
		case 'consent_denied':
			if (typeof consent !== 'object' || !detail.includes('no stamp')) return undefined;
			return `Send context.consent.categoryPreferences with ${consent.requireCategories.map((name) => JSON.stringify(name)).join(', ')}, spelt like this.`;
		case 'unattributable':
			return 'Send one of them, or name in requireIdentifier only the types that need one.';
		case 'bot':
			return "If it is a person, send the browser's context.userAgent, or set bots to send.";
		default:
			return undefined;
	}
}
