/** Replaces `map/bots/find-bot.ts` in the file for Segment, which has no room for the list of isbot: crawlers that say so in their agent. */

import type { AnalyticsEvent } from '../../../contract/analytics-event.js';
import { isAppStack, isCrawler, MAX_AGENT_LENGTH } from '../../../map/bots/agent-words.js';
import { isFromApp } from '../../../map/bots/is-from-app.js';
import { isRecord } from '../../../primitives/json.js';

/** What the crawler is called in results; `undefined` for everybody else. */
export function findBot({ context }: AnalyticsEvent): string | undefined {
	const userAgent = isRecord(context) ? context['userAgent'] : undefined;
	if (!isRecord(context) || typeof userAgent !== 'string' || isFromApp(context)) return undefined;
	const agent = userAgent.slice(0, MAX_AGENT_LENGTH);
	return isCrawler(agent) && !isAppStack(agent) ? 'a crawler' : undefined;
}
