/** Replaces `deliver/fetch-text.ts` in the file for Segment, where `fetch` is node-fetch 2 and there are no abort signals. */

import type { Patience, Request, TextAnswer } from '../../../deliver/fetch-text.js';
import type { Fetch } from '../../../ports.js';
import { systemNowMs } from '../../../primitives/clock.js';

export type { Patience, Request, TextAnswer } from '../../../deliver/fetch-text.js';

/** As in the file that it replaces: bytes here. */
const MAX_BODY_BYTES = 1_000_000;

/**
 * @throws FetchError, with type `request-timeout` or `body-timeout` when the answer is not complete after `timeoutMs`
 *   milliseconds, and `max-size` when it is too long
 * @source https://github.com/node-fetch/node-fetch/blob/2.x/README.md (read 2026-11-23)
 */
export async function fetchText(
	fetch: Fetch,
	url: string,
	request: Request,
	{ timeoutMs }: Patience,
): Promise<TextAnswer> {
	const startedMs = systemNowMs();
	const limits = { redirect: 'manual', timeout: timeoutMs, size: MAX_BODY_BYTES } as const;
	const init: RequestInit & { timeout: number } = { ...request, ...limits };
	const response: Response & { timeout?: number } = await fetch(url, init);
	// node-fetch starts its timeout again for the body, which may take only the time that is left.
	response.timeout = Math.max(1, timeoutMs - (systemNowMs() - startedMs));
	return { status: response.status, headers: response.headers, body: await response.text() };
}
