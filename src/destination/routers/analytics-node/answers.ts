/** Tells the callbacks of the plugin what became of each event. */

import type { EventResult } from '../../event-result.js';
import { harmless } from '../../ports.js';

type Report = (result: EventResult) => void;

/** A report that calls each of `everyone` with every result, then `onError` if OpenAI did not get the event. */
export function reportTo(everyone: readonly (Report | undefined)[], onError: Report | undefined): Report {
	const reports = everyone.filter((report) => report !== undefined).map(harmless);
	const reportError = harmless(onError ?? (() => {}));
	return (result) => {
		for (const report of reports) report(result);
		if (result.outcome === 'discarded' || result.outcome === 'failed') reportError(result);
	};
}
