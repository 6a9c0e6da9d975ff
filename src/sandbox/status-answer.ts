/** The answer to a fault of a status or of the firewall: the recorded body if there is one. The request is neither judged nor stored. */

import { errorAnswer, PID_UNKNOWN, refusedWithoutIndex, UNAUTHORIZED } from './error-answer.js';
import type { SandboxAnswer } from './sandbox-answer.js';

/** Recorded; OpenAI confirmed the outage of 2026-05-29. https://community.openai.com/t/1381984 (read 2026-11-22) */
const BACKEND_FAILURE = errorAnswer(503, {
	message: '503: Authentication backend failure',
	type: 'server_error',
	param: null,
	code: null,
});

// No 429 of this API has been seen yet; the words are those of OpenAI's other APIs.
const RATE_LIMITED = errorAnswer(429, {
	message: 'Rate limit reached. Try again later.',
	type: 'requests',
	param: null,
	code: 'rate_limit_exceeded',
});

const RECORDED: ReadonlyMap<number, SandboxAnswer> = new Map([
	[400, refusedWithoutIndex(400)],
	[401, UNAUTHORIZED],
	[403, PID_UNKNOWN],
	[422, refusedWithoutIndex(422)],
	[429, RATE_LIMITED],
	[503, BACKEND_FAILURE],
]);

/**
 * The answer with an injected status: 400 and 422 blame an event without naming it; redirects point to a path that does not exist.
 *
 * @param retryAfter seconds or an HTTP date, sent as `Retry-After`
 */
export function statusAnswer(status: number, retryAfter?: number | string): SandboxAnswer {
	const answer = RECORDED.get(status) ?? genericAnswer(status);
	if (retryAfter === undefined) return answer;
	return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
}

/**
 * What Cloudflare answers, before OpenAI, to a client that its rules refuse: 403 and one line of text.
 *
 * @source read on OpenAI's Advertiser host by another integration (read 2026-11-22)
 */
export function cloudflareAnswer(code: number): SandboxAnswer {
	return { status: 403, body: undefined, firewallText: `error code: ${code}` };
}

function genericAnswer(status: number): SandboxAnswer {
	const type = status >= 500 ? 'server_error' : 'invalid_request_error';
	const error = { message: `${status}: injected by the sandbox`, type, param: null, code: null };
	return errorAnswer(status, error, status < 400 ? { location: '/_sandbox/redirected' } : undefined);
}
