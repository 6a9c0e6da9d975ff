/** The function's outside world: the host's `fetch`, clock and hash, looked up at each call. */

import type { Ports } from '../../ports.js';
import { systemNowMs } from '../../primitives/clock.js';
import { sha256 } from '../../primitives/sha256.js';

export type FunctionPorts = Pick<Ports, 'fetch' | 'nowMs' | 'sha256'> & {
	/** Writes a line to the function's log, which Segment shows beside a test, and nowhere else. */
	readonly tell: (line: string) => void;
};

export const hostPorts: FunctionPorts = {
	fetch: (url, init) => fetch(url, init),
	nowMs: systemNowMs,
	sha256,
	tell: (line) => console.log(line),
};
