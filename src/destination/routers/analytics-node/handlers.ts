/** The handlers by which the SDK passes events to the plugin, one for each type of call. */

import type { Context, Plugin } from '@segment/analytics-node';
import type { Destination } from '../../destination.js';

type CallType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias';

/** The handlers, and how many events they have passed on. */
export interface Handlers {
	readonly byType: Required<Pick<Plugin, CallType>>;
	countEvents(): number;
}

/**
 * Creates handlers that pass events to the destination and return at once.
 *
 * A handler that waited for OpenAI would hold up Segment: when the SDK closes, it sends its last batch only once all
 * unfinished events are in it, or after its flushInterval, 10 s by default. (measured with 3.1.0: 10 s instead of 4 ms)
 */
export function createHandlers(destination: Destination): Handlers {
	let count = 0;

	function send(context: Context): Context {
		count++;
		void destination.send(context.event); // Never rejects.
		return context;
	}

	return {
		byType: { track: send, page: send, screen: send, identify: send, group: send, alias: send },
		countEvents: () => count,
	};
}
