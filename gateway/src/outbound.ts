/** How requests leave this machine: as the global `fetch` makes them, or through the proxy of the environment. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { Ports } from 'openai-ads-destination/pipeline';
import type { HttpsProxy } from './settings/proxy.js';

export type Fetch = Ports['fetch'];

/** A way out. */
export interface Outbound {
	/** As the global `fetch`. A proxy that does not answer, or refuses, is a broken connection: it rejects. */
	readonly fetch: Fetch;
	/** Cuts what still waits for a proxy, which would keep the process alive. */
	close(): Promise<void>;
}

/** For the proxy's answer that the way is open: as long as a request to OpenAI waits. Our choice. */
const TUNNEL_TIMEOUT_MS = 10_000;

const direct: Fetch = (url, init) => globalThis.fetch(url, init);

/**
 * Creates the way to OpenAI and to Segment's API. This machine is never reached through a proxy.
 *
 * Nor is the upstream transformer: like rudder-server, the gateway calls it directly. Our choice.
 */
export async function createOutbound(proxy: HttpsProxy | undefined): Promise<Outbound> {
	if (proxy === undefined) return { fetch: direct, close: async () => {} };
	// Loaded only if there is a proxy. The agent needs the `fetch` of its own version, which is not Node's.
	const { EnvHttpProxyAgent, fetch, Pool } = await import('undici');
	const dispatcher = new EnvHttpProxyAgent({
		httpProxy: '',
		httpsProxy: proxy.url,
		noProxy: proxy.except,
		clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: TUNNEL_TIMEOUT_MS }),
	});
	return {
		fetch: async (url, init) => {
			if (isLoopback(new URL(url).hostname)) return direct(url, init);
			try {
				// Node's types and those of undici describe the same things in two ways.
				return (await fetch(url, { ...(init as object), dispatcher })) as unknown as Response;
			} catch (error) {
				throw explainRefusal(error);
			}
		},
		close: () => dispatcher.destroy(),
	};
}

/** Gives the error a code that says what the proxy answered: undici says it in a sentence, which nobody repeats. */
function explainRefusal(error: unknown): unknown {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		const status = /^Proxy response \((\d{3})\)/.exec(cause.message)?.[1];
		if (status !== undefined) return Object.assign(new TypeError('fetch failed'), { code: `PROXY_ANSWERED_${status}` });
	}
	return error;
}
