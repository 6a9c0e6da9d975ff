/** The delivery proxy's call: sends a request that the transform call built, and answers for each of its jobs. */

import type { BatchItem } from '../../../batch/batch-item.js';
import { createOneAttempt, type DeliverySettings } from '../../../deliver/create-delivery.js';
import type { Delivered } from '../../../deliver/isolate-poison.js';
import { globalFetch, type Ports } from '../../../ports.js';
import { systemClock } from '../../../primitives/clock.js';
import { type JobVerdict, toJobVerdicts } from '../answers/job-verdict.js';
import { type ProxyAnswer, toProxyAnswer } from '../answers/proxy-answer.js';
import { ABORTED } from '../answers/status-code.js';
import { toConfigRefusal } from '../answers/transform-error.js';
import { hasAgedOut } from '../event-age.js';
import { readConfig } from '../settings.js';
import { acceptanceOf } from './acceptances.js';
import { type ProxyRequest, readProxyRequest, toItem } from './proxy-request.js';

export type { ProxyAnswer, ProxyJobAnswer } from '../answers/proxy-answer.js';

/** The parts of the outside world that delivery needs; each may be left out. */
export type DeliverPorts = Partial<Pick<Ports, 'fetch' | 'nowMs'>> & {
	/** Is told what became of a request: `delivered[i]` belongs to `items[i]`. Must not throw. @default nobody is told */
	readonly onDelivered?: OnDelivered | undefined;
};

export type OnDelivered = (
	items: readonly BatchItem[],
	delivered: readonly Delivered[],
	settings: DeliverySettings,
) => void;

/**
 * Delivers a proxy request: one attempt, plus the requests needed to separate bad events from good ones. RudderStack does the
 * retries. The endpoint and the key come from `destinationConfig`. The endpoint, headers and parameters in the request are
 * ignored: anyone who can write them could have the key sent anywhere. Never rejects.
 *
 * - 200: OpenAI took the event
 * - 400: do not try again: OpenAI refused the event, or it is too old
 * - 429: not delivered, but the event is not at fault: no answer, a refused key, a lone refusal that may be about something
 *   else, a mistake in `destinationConfig`, or `shadow`, which was set after the request was built; RudderStack tries again until
 *   the event is too old
 *
 * @returns one answer for each job, in order
 */
export async function deliver(request: unknown, ports?: DeliverPorts): Promise<ProxyAnswer> {
	const proxyRequest = readProxyRequest(request);
	return toProxyAnswer(proxyRequest.metadata, await deliverJobs(proxyRequest, ports));
}

const IN_THE_SHADOW =
	'destination.Config.shadow: set after this request was built. The event is kept, and sent once `shadow` is taken out.';

async function deliverJobs(request: ProxyRequest, ports: DeliverPorts | undefined): Promise<readonly JobVerdict[]> {
	const { metadata, events } = request;
	const nowMs = ports?.nowMs ?? systemClock.nowMs;
	const config = readConfig(request.config);
	const holdAll = (problem: string) =>
		metadata.map((_job, index) => toConfigVerdict(problem, hasAgedOut(events[index], nowMs())));
	if (config.problem !== undefined) return holdAll(config.problem);
	// In the shadow no request is built, so this one is older: it was meant to be sent, and is kept for then.
	if (config.settings.shadow) return holdAll(IN_THE_SHADOW);
	if (events.length !== metadata.length)
		return metadata.map(() => refused('body.JSON.events: expected one event for each job.'));

	const validateOnly = request.validateOnly || config.settings.validateOnly;
	const items = events.map((event) => toItem(event, validateOnly, nowMs()));
	const sent = items.filter((item) => item !== undefined);
	const verdicts = await sendItems(sent, config.settings, {
		fetch: ports?.fetch ?? globalFetch,
		nowMs,
		onDelivered: ports?.onDelivered,
	});
	return items.map((item) => (item && verdicts.get(item)) ?? refused('events: expected objects of JSON values.'));
}

async function sendItems(
	items: readonly BatchItem[],
	settings: DeliverySettings,
	ports: Pick<Ports, 'fetch' | 'nowMs'> & Pick<DeliverPorts, 'onDelivered'>,
): Promise<ReadonlyMap<BatchItem, JobVerdict>> {
	if (items.length === 0) return new Map();
	const delivered = await createOneAttempt(settings, ports, acceptanceOf(settings))(items);
	ports.onDelivered?.(items, delivered, settings);
	const verdicts = toJobVerdicts(delivered);
	return new Map(items.map((item, index) => [item, verdicts[index] as JobVerdict])); // One verdict for each item, in order.
}

function refused(error: string): JobVerdict {
	return { statusCode: ABORTED, error };
}

function toConfigVerdict(problem: string, isExpired: boolean): JobVerdict {
	const { statusCode, message } = toConfigRefusal(problem, isExpired);
	return { statusCode, error: message };
}
