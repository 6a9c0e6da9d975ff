/** In a sandbox there is nothing to protect from invented events: they go the whole way, as real ones would. */

import { isRecord, ownField } from 'openai-ads-destination/internal';
import type { Accept } from './accept.js';

/** Takes the mark of examples off events before they are taken in. For sandbox mode alone: live, the mark keeps them from being counted. */
export function unmarkExamples(accept: Accept): Accept {
	return (events, rights) => accept(events.map(unmark), rights);
}

function unmark(event: unknown): unknown {
	const context = ownField(event, 'context');
	const own = ownField(context, 'openAIAds');
	if (!isRecord(event) || !isRecord(context) || !isRecord(own) || !('example' in own)) return event;
	const { example: _, ...others } = own;
	return { ...event, context: { ...context, openAIAds: others } };
}
