/**
 * The trace that a request belongs to, kept with its events and sent on. A request to OpenAI carries events of many traces, and the
 * header names one: it is sent if all events of a batch share it, as a lone event does, else left out.
 *
 * @source https://www.w3.org/TR/trace-context/, version 00 of `traceparent` (read 2026-11-26). `tracestate` may hold anything of
 *   anybody's, so it is not kept.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { BatchItem, Ports } from 'openai-ads-destination/pipeline';

const LENGTH = 55;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export interface Traced {
	readonly traceparent?: unknown;
}

const current = new AsyncLocalStorage<string>();

/** The header's value; `undefined` for none, and for one that is not of version 00. */
export function readTraceparent(header: unknown): string | undefined {
	return typeof header === 'string' && header.length === LENGTH && TRACEPARENT.test(header) ? header : undefined;
}

/** What a sender may do, with the trace of its request if that has one. */
export function withTraceOf<T extends object>(
	rights: T,
	headers: IncomingHttpHeaders,
): T & { readonly traceparent?: string } {
	const traceparent = readTraceparent(headers['traceparent']);
	return traceparent === undefined ? rights : { ...rights, traceparent };
}

/** Answers a request in its own trace: what is sent to OpenAI meanwhile belongs to it. */
export function inTraceOf<T>(headers: IncomingHttpHeaders, work: () => T): T {
	const traceparent = readTraceparent(headers['traceparent']);
	return traceparent === undefined ? work() : current.run(traceparent, work);
}

/** An item that the queue keeps together with its trace. */
export function withTraceparent(item: BatchItem, traceparent: string): BatchItem & Traced {
	return { ...item, traceparent };
}

/** Runs a delivery in the trace of its events, if they share one. */
export function inTrace<T>(items: readonly BatchItem[], deliver: () => T): T {
	const traceparent = readTraceparent((items[0] as Traced | undefined)?.traceparent);
	const isShared = traceparent !== undefined && items.every((item) => (item as Traced).traceparent === traceparent);
	return isShared ? current.run(traceparent, deliver) : deliver();
}

/** Adds the header to requests of a delivery that runs in a trace. */
export function traceFetch(fetch: Ports['fetch']): Ports['fetch'] {
	return (url, init) => {
		const traceparent = current.getStore();
		if (traceparent === undefined) return fetch(url, init);
		const headers = new Headers(init?.headers);
		headers.set('traceparent', traceparent);
		return fetch(url, { ...init, headers });
	};
}
