/** Reads what arrives at a sandbox while it arrives: a sandbox lets go of old bodies, and a long run on a quick machine has more of them. */

import type { Sandbox } from 'openai-ads-destination/sandbox';

/** A sandbox holds 64 million characters: many times what arrives in this time. */
const EVERY_MS = 500;

export interface Recording {
	/** Reads the last ones. @throws Error if a body was gone before it was read, or what `onBody` threw */
	finish(): void;
	/** Reads no more. */
	stop(): void;
}

/**
 * @param sandbox must keep all requests, and must not be cleared
 * @param onBody is given each body, in order of arrival; what it throws `finish` throws
 */
export function recordRequests(sandbox: Pick<Sandbox, 'requests'>, onBody: (body: string) => void): Recording {
	let read = 0;
	let problem: unknown;
	const readNew = () => {
		try {
			for (const { body } of sandbox.requests().slice(read)) {
				read++;
				if (body === undefined) throw new Error('A request was let go of before it was read.');
				onBody(body);
			}
		} catch (error) {
			problem ??= error;
		}
	};
	const timer = setInterval(readNew, EVERY_MS);
	return {
		finish() {
			readNew();
			if (problem !== undefined) throw problem;
		},
		stop: () => clearInterval(timer),
	};
}
