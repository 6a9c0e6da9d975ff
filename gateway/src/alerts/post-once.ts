/** One attempt to post, bounded in time. Tells neither the address nor what the receiver said: both may be secrets. */

import type { AlertSettings } from '../settings/alerts-schema.js';
import type { AlertBody } from './alert.js';

export interface PostPorts {
	/** Through the proxy of the environment, if there is one. */
	fetch(url: string, init: RequestInit): Promise<Response>;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** (product decision) */
export const POST_TIMEOUT_MS = 10_000;

/** What a receiver may know: a code such as `ECONNREFUSED`. */
const CODE = /^[A-Z][A-Z0-9_]{2,40}$/;

/** Resolves with what went wrong, or `undefined`. Never rejects. */
export async function postOnce(
	{ webhook, format }: AlertSettings & { readonly webhook: string },
	body: AlertBody,
	ports: PostPorts,
	stopping?: AbortSignal,
): Promise<string | undefined> {
	const end = new AbortController();
	const stop = () => end.abort();
	stopping?.addEventListener('abort', stop, { once: true });
	const late = ports.sleep(POST_TIMEOUT_MS, end.signal).then(() => `did not answer in ${POST_TIMEOUT_MS / 1000} s`);
	const text = JSON.stringify(format === 'slack' ? { text: body.text } : body);
	try {
		return await Promise.race([post(webhook, text, ports, end.signal), late]);
	} finally {
		end.abort();
		stopping?.removeEventListener('abort', stop);
	}
}

async function post(url: string, body: string, ports: PostPorts, signal: AbortSignal): Promise<string | undefined> {
	try {
		const headers = { 'content-type': 'application/json', 'user-agent': 'openai-ads' };
		const response = await ports.fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
		await response.body?.cancel(); // Whatever it says, nobody reads it.
		if (response.status >= 200 && response.status < 300) return undefined;
		const isMoved = response.status >= 300 && response.status < 400;
		return `answered ${response.status}${isMoved ? '; redirects are not followed' : ''}`;
	} catch (error) {
		return `could not be reached (${toCode(error)})`;
	}
}

/** Messages of errors may hold the address. */
function toCode(error: unknown): string {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		const { code } = cause as { code?: unknown };
		if (typeof code === 'string' && CODE.test(code)) return code;
	}
	return 'no connection';
}
