/** The outside world of the function: the host's `fetch`, clock and hash, looked up at each call. */

import { systemNowMs } from '../../clock.js';
import type { Ports } from '../../ports.js';
import { sha256 } from '../../sha256.js';

export type FunctionPorts = Pick<Ports, 'fetch' | 'nowMs' | 'sha256'>;

export const hostPorts: FunctionPorts = {
	fetch: (url, init) => fetch(url, init),
	nowMs: systemNowMs,
	sha256,
};
