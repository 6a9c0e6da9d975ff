/** One HTTP exchange, read to its end within a time limit. A file of its own, since the build for Segment replaces it. */

import type { Fetch } from '../ports.js';

/** A request for `fetchText`, which follows no redirect. */
export interface Request {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** The whole answer. */
export interface TextAnswer {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	readonly body: string;
}

/** @throws whatever `fetch` throws, and a TimeoutError when the answer is not complete after `timeoutMs` milliseconds */
export async function fetchText(fetch: Fetch, url: string, request: Request, timeoutMs: number): Promise<TextAnswer> {
	const signal = AbortSignal.timeout(timeoutMs);
	const response = await fetch(url, { ...request, redirect: 'manual', signal });
	return { status: response.status, headers: response.headers, body: await response.text() };
}
