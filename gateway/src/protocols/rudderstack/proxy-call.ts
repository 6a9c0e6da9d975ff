/** `POST /v1/destinations/openai_ads_capi/proxy`: delivers a request and answers for each of its jobs. */

import { isRecord, ownField, THROTTLED } from 'openai-ads-destination/internal';
import { DESTINATION_NAME, deliver, type ProxyAnswer } from 'openai-ads-destination/rudderstack';
import { traceFetch } from '../../traceparent.js';
import type { TransformerPorts } from './bind-config.js';
import { bindConfig } from './bind-config.js';
import type { OwnCall } from './own-call.js';
import { DELIVERY } from './parse-call.js';
import { reportRefused, toConfigError, toFailure } from './refused-jobs.js';

/** The call, and what it answers if the gateway fails. */
export const PROXY: OwnCall = {
	name: 'delivery',
	shape: DELIVERY,
	take: callProxy,
	holdAll: (body, problem) => ({ output: refuseAll(body, problem, toFailure) }),
};

/** Delivers to the gateway's endpoint, with the key of `destinationConfig`. Never rejects. */
async function callProxy(body: unknown, ports: TransformerPorts): Promise<{ output: ProxyAnswer }> {
	const output = await deliverBound(body, ports);
	reportRefused(ports.log, 'delivery', output.response);
	return { output };
}

async function deliverBound(body: unknown, ports: TransformerPorts): Promise<ProxyAnswer> {
	const bound = bindConfig(ownField(body, 'destinationConfig'), ports);
	if (bound.problem !== undefined) return refuseAll(body, bound.problem, toConfigError);
	return deliver(isRecord(body) ? { ...body, destinationConfig: bound.config } : body, {
		fetch: traceFetch(ports.fetch),
		onDelivered: ports.watch?.onDelivered,
	});
}

function refuseAll(body: unknown, problem: string, toError: typeof toFailure): ProxyAnswer {
	const metadata = ownField(body, 'metadata');
	const events = ownField(ownField(ownField(body, 'body'), 'JSON'), 'events');
	const jobs = Array.isArray(metadata) ? metadata : [];
	const response = jobs.map((job: unknown, index) => {
		const { statusCode, error } = toError(Array.isArray(events) ? events[index] : undefined, problem);
		return { statusCode, metadata: job, error };
	});
	return { status: THROTTLED, message: `[${DESTINATION_NAME}] ${problem}`, response };
}
