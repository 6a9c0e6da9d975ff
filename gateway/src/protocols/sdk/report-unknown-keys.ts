/** Tells the operator that keys are refused: SDKs drop what is answered 401, and whoever guesses keys should be seen. */

import type { ServerPorts } from '../../http/server-settings.js';
import { createMinuteCount } from '../../minute-count.js';

/** More than this from one address within a minute is not a mistyped key any more. Our choice. */
const GUESSES = 100;
/** Addresses counted apart, so that many of them can't fill the memory. Our choice. */
const MAX_ADDRESSES = 10_000;

const UNKNOWN = 'Requests with an unknown write key were refused. SDKs drop the events of such requests.';
const GUESSED = 'One address sent many requests with unknown write keys. Somebody may be guessing write keys.';

/** Creates the report. It takes the address of each refused request and logs at most one line a minute, without the address. */
export function createUnknownKeyReport({ log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): (address: string) => void {
	const count = createMinuteCount(nowMs);
	const byAddress = new Map<string, number>();
	return (address) => {
		if (byAddress.size < MAX_ADDRESSES || byAddress.has(address)) {
			byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
		}
		const refused = count();
		if (refused === undefined) return;
		const fromOneAddress = Math.max(0, ...byAddress.values());
		log.warn({ refused, fromOneAddress, addresses: byAddress.size }, fromOneAddress > GUESSES ? GUESSED : UNKNOWN);
		byAddress.clear();
	};
}
