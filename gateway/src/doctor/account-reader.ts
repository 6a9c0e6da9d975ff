/** Asks OpenAI's Advertiser API. What it does not tell, or tells in words that are not understood, is an `AccountSilence`. */

import { fetchText, parseJson } from 'openai-ads-destination/internal';
import type { Ports } from 'openai-ads-destination/pipeline';
import type * as z from 'zod';

/** @source https://developers.openai.com/ads/conversion-tracking (read 2026-11-26) */
export const ADVERTISER_ENDPOINT = 'https://api.ads.openai.com/v1';
/** Below the time of a check, so that the check can say what happened. */
const TIMEOUT_MS = 8000;

export class AccountSilence extends Error {
	override readonly name = 'AccountSilence';
	readonly code: 'refused' | 'not_made_account_disabled' | 'not_made_account_silent' | 'not_made_account_unclear';

	constructor(code: AccountSilence['code'], message: string) {
		super(message);
		this.code = code;
	}
}

export interface AccountCall {
	/** Path and query below the endpoint. */
	readonly path: string;
	/** With one it is a POST. */
	readonly body?: object;
}

export interface AccountAnswer {
	readonly status: number;
	readonly body: string;
}

export interface AccountReader {
	/** The answer, whatever its status. @throws AccountSilence if none comes, or the key is refused */
	call(call: AccountCall, signal: AbortSignal): Promise<AccountAnswer>;
	/** @throws AccountSilence also for an answer that does not match */
	read<T>(call: AccountCall, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>;
}

export function createAccountReader(
	{ endpoint, key }: { readonly endpoint: string; readonly key: string },
	fetch: Ports['fetch'],
): AccountReader {
	const call: AccountReader['call'] = async ({ path, body }, signal) => {
		const headers = {
			authorization: `Bearer ${key}`,
			accept: 'application/json',
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		};
		const method = body === undefined ? 'GET' : 'POST';
		const send: Ports['fetch'] = (url, init) => fetch(url, method === 'GET' ? withoutBody(init) : init);
		const request = { method, headers, body: body === undefined ? '' : JSON.stringify(body) };
		const answer = await fetchText(send, endpoint + path, request, { timeoutMs: TIMEOUT_MS, signal }).catch(silent);
		if (answer.status === 401 || answer.status === 403) throw new AccountSilence('refused', String(answer.status));
		if (answer.status === 404) throw new AccountSilence('not_made_account_disabled', '404');
		return answer;
	};
	return {
		call,
		read: async (asked, schema, signal) => {
			const { status, body } = await call(asked, signal);
			const parsed = status >= 200 && status < 300 ? schema.safeParse(parseJson(body)) : undefined;
			if (parsed?.success) return parsed.data;
			throw new AccountSilence('not_made_account_unclear', `${status} to ${asked.path.replace(/\?.*/, '')}`);
		},
	};
}

function withoutBody({ body: _, ...init }: RequestInit): RequestInit {
	return init;
}

function silent(error: unknown): never {
	const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: { code?: unknown } };
	const why = [code, cause?.code, name].find((word) => typeof word === 'string' && /^\w{1,40}$/.test(word));
	throw new AccountSilence('not_made_account_silent', String(why ?? 'no connection'));
}
