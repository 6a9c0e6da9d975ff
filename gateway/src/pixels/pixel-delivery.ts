/** How the events of a pixel leave: with its key and settings, counted and at its rate. */

import {
	type Acceptance,
	createDelivery,
	createEnrichment,
	type Deliver,
	type DeliverySettings,
	type Ports,
	toRequestBytes,
} from 'openai-ads-destination/pipeline';
import type { RequestRate } from '../worker/request-rate.js';

/** For a batch while OpenAI has accepted nothing lately: enough if it names the bad events, too few for a search among all. Our choice. */
const UNTRUSTED_REQUESTS = 2;

export interface PixelDelivery {
	readonly enrich: ReturnType<typeof createEnrichment>;
	/** Searches a refused batch for its bad event. */
	readonly search: Deliver;
	/** Does not. */
	readonly probe: Deliver;
}

/** @param acceptance what OpenAI accepted of this pixel, which outlives its settings */
export function createPixelDelivery(
	destination: DeliverySettings,
	ports: Ports,
	{ acceptance, rate }: { readonly acceptance: Acceptance; readonly rate: RequestRate },
): PixelDelivery {
	const counted = { ...ports, fetch: countRequests(ports.fetch, rate), encodeRequest: toRequestBytes };
	// The queue schedules resends, so that they outlive the process.
	const once = { ...destination, maxRetries: 0 };
	return {
		enrich: createEnrichment(destination, counted),
		search: leaveLive(createDelivery(once, counted, acceptance), destination),
		probe: leaveLive(
			createDelivery({ ...once, maxIsolationRequests: UNTRUSTED_REQUESTS }, counted, acceptance),
			destination,
		),
	};
}

/** A live batch that was taken just before `shadow` was set goes back to the queue: nothing is said of its events. */
function leaveLive(deliver: Deliver, { shadow }: DeliverySettings): Deliver {
	if (!shadow) return deliver;
	return async (items, signal) => (items.some(({ validateOnly }) => !validateOnly) ? [] : deliver(items, signal));
}

function countRequests(fetch: Ports['fetch'], rate: RequestRate): Ports['fetch'] {
	return async (url, init) => {
		rate.spend();
		const response = await fetch(url, init);
		rate.answered(response.status === 429);
		return response;
	};
}
