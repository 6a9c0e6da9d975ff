/** Calls of the admin listener. Each has an end, and a failure says which kind it is. */

import { gateway } from './gateway.js';
import { reopen } from './reopen.js';

/** Longest wait for an answer. Our choice. */
const TIMEOUT_MS = 15_000;

export class ApiError extends Error {
	/** 0 if nothing answered. */
	readonly status: number;
	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

export function getJson<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
	const text = new URLSearchParams(query).toString();
	return call<T>(text === '' ? path : `${path}?${text}`, {});
}

/** @param timeoutMs where the answer takes longer than a moment */
export function postJson<T>(path: string, body: unknown, timeoutMs?: number): Promise<T> {
	const headers = { 'content-type': 'application/json', 'x-openai-ads-admin': '1' };
	return call<T>(path, { method: 'POST', headers, body: JSON.stringify(body) }, timeoutMs);
}

async function call<T>(path: string, init: RequestInit, timeoutMs = TIMEOUT_MS): Promise<T> {
	const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
	const body: unknown = await response?.json().catch(() => undefined);
	// Every answer has a body: one without was cut off.
	if (response === undefined || (response.ok && body === undefined))
		throw new ApiError(0, 'The gateway does not answer.');
	// The session has ended, of which the form says nothing: it is where one signs in again.
	if (response.status === 401 && gateway.signsIn) reopen();
	if (!response.ok)
		throw new ApiError(response.status, readMessage(body) ?? `The gateway answered ${response.status}.`);
	return body as T; // The gateway is the same version: it served this page.
}

function readMessage(body: unknown): string | undefined {
	const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
	if (typeof message === 'string') return message;
	return typeof error === 'object' ? readMessage(error) : undefined;
}
