/** The rules for names of the advertiser's own events. */

import { STANDARD_EVENT_TYPES } from './event-types.js';
import { CUSTOM_EVENT_NAME } from './limits.js';

const MALFORMED_NAME = 'expected 1 to 64 letters, digits, `_` or `-`, beginning and ending with a letter or digit';
/** Said of a name that belongs to one of OpenAI's own event types. */
export const STANDARD_NAME = 'expected a name that is not a standard event type';

/** What is wrong with this `custom_event_name`, or `undefined` if it may be sent. */
export function findNameProblem(name: string): string | undefined {
	if (!CUSTOM_EVENT_NAME.test(name)) return MALFORMED_NAME;
	return STANDARD_EVENT_TYPES.has(name.toLowerCase()) ? STANDARD_NAME : undefined;
}
