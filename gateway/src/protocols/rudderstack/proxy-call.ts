/** `POST /v1/destinations/openai_ads_capi/proxy`: delivers a request and answers for each of its jobs. */

import { isRecord, ownField, THROTTLED } from 'openai-ads-destination/internal';
import { DESTINATION_NAME, deliver, type ProxyAnswer } from 'openai-ads-destination/rudderstack';
import type { TransformerPorts } from './bind-config.js';
import { bindConfig } from './bind-config.js';
import { reportRefused, toConfigError } from './refused-jobs.js';

/** Delivers to the gateway's endpoint, with the key of `destinationConfig`. Never rejects. */
export async function callProxy(body: unknown, ports: TransformerPorts): Promise<{ output: ProxyAnswer }> {
	const output = await deliverBound(body, ports);
	reportRefused(ports.log, 'delivery', output.response);
	return { output };
}

async function deliverBound(body: unknown, ports: TransformerPorts): Promise<ProxyAnswer> {
	const bound = bindConfig(ownField(body, 'destinationConfig'), ports);
	if (bound.problem !== undefined) return refuseAll(body, bound.problem);
	return deliver(isRecord(body) ? { ...body, destinationConfig: bound.config } : body, { fetch: ports.fetch });
}

function refuseAll(body: unknown, problem: string): ProxyAnswer {
	const metadata = ownField(body, 'metadata');
	const events = ownField(ownField(ownField(body, 'body'), 'JSON'), 'events');
	const jobs = Array.isArray(metadata) ? metadata : [];
	const response = jobs.map((job: unknown, index) => {
		const { statusCode, error } = toConfigError(Array.isArray(events) ? events[index] : undefined, problem);
		return { statusCode, metadata: job, error };
	});
	return { status: THROTTLED, message: `[${DESTINATION_NAME}] ${problem}`, response };
}
