/** The delivery proxy's call: sends a request that the transform call built, and answers for each of its jobs. */

import type { BatchItem } from '../../../batch/batch-item.js';
import { createDelivery } from '../../../deliver/create-delivery.js';
import { type Ports, withDefaultPorts } from '../../../ports.js';
import { systemClock } from '../../../primitives/clock.js';
import { NO_PROFILES } from '../../../profile/no-profiles.js';
import { type JobVerdict, toJobVerdicts } from '../answers/job-verdict.js';
import { type ProxyAnswer, toProxyAnswer } from '../answers/proxy-answer.js';
import { ABORTED } from '../answers/status-code.js';
import { readConfig } from '../settings.js';
import { type ProxyRequest, readProxyRequest, toItem } from './proxy-request.js';

export type { ProxyAnswer, ProxyJobAnswer } from '../answers/proxy-answer.js';

/** The parts of the outside world that delivery needs; each may be left out. */
export type DeliverPorts = Partial<Pick<Ports, 'fetch' | 'nowMs'>>;

/**
 * Delivers a proxy request: one attempt, plus the requests needed to separate bad events from good ones. RudderStack does the
 * retries. The endpoint and the key come from `destinationConfig`. The endpoint, headers and parameters in the request are
 * ignored: anyone who can write them could have the key sent anywhere. Never rejects.
 *
 * - 200: OpenAI took the event
 * - 400: do not try again: OpenAI refused the event, it is too old, or `destinationConfig` has a mistake
 * - 429: OpenAI is throttling, or refuses the key, pixel ID or endpoint; RudderStack tries again until the event is too old
 * - 500: not delivered, but the event is not at fault; RudderStack tries again for three hours
 *
 * @returns one answer for each job, in order
 */
export async function deliver(request: unknown, ports?: DeliverPorts): Promise<ProxyAnswer> {
	const proxyRequest = readProxyRequest(request);
	return toProxyAnswer(proxyRequest.metadata, await deliverJobs(proxyRequest, ports));
}

async function deliverJobs(request: ProxyRequest, ports: DeliverPorts | undefined): Promise<readonly JobVerdict[]> {
	const { metadata, events } = request;
	const config = readConfig(request.config);
	if (config.problem !== undefined) return metadata.map(() => refused(config.problem));
	if (events.length !== metadata.length)
		return metadata.map(() => refused('body.JSON.events: expected one event for each job.'));

	const nowMs = ports?.nowMs ?? systemClock.nowMs;
	const validateOnly = request.validateOnly || config.settings.validateOnly;
	const items = events.map((event) => toItem(event, validateOnly, nowMs()));
	const sent = items.filter((item) => item !== undefined);
	const verdicts = await sendItems(sent, config.settings, withDefaultPorts({ ...ports, nowMs, profiles: NO_PROFILES }));
	return items.map((item) => (item && verdicts.get(item)) ?? refused('events: expected objects of JSON values.'));
}

async function sendItems(
	items: readonly BatchItem[],
	settings: Parameters<typeof createDelivery>[0],
	ports: Ports,
): Promise<ReadonlyMap<BatchItem, JobVerdict>> {
	if (items.length === 0) return new Map();
	const delivered = await createDelivery({ ...settings, maxRetries: 0 }, ports)(items);
	const verdicts = toJobVerdicts(delivered);
	return new Map(items.map((item, index) => [item, verdicts[index] as JobVerdict])); // One verdict for each item, in order.
}

function refused(error: string): JobVerdict {
	return { statusCode: ABORTED, error };
}
