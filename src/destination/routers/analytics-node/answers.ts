/** Tells the callbacks of the plugin what became of each event. */

import type { EventResult } from '../../event-result.js';
import { isLoss } from '../../note.js';
import { harmless } from '../../ports.js';

type Report = (result: EventResult) => void;

/**
 * A report that calls each of `everyone` with every result, then `onError` if OpenAI did not get the event, or got it without
 * something that its reports or its matching will miss.
 */
export function reportTo(everyone: readonly (Report | undefined)[], onError: Report | undefined): Report {
	const reports = everyone.filter((report) => report !== undefined).map(harmless);
	const reportError = harmless(onError ?? (() => {}));
	return (result) => {
		for (const report of reports) report(result);
		if (isLost(result) || hasLost(result)) reportError(result);
	};
}

function isLost({ outcome }: EventResult): boolean {
	return outcome === 'discarded' || outcome === 'failed';
}

/** What a skipped event would have lacked is nobody's concern, but for an `identify`, which is remembered without it. */
function hasLost({ outcome, reason, notes }: EventResult): boolean {
	return (outcome === 'accepted' || reason === 'profile_remembered') && notes?.some(isLoss) === true;
}
