/** The processor's call: one event in, one request out, at once. */

import { type AdmitPorts, admitAlone } from '../../../intake/admit.js';
import { isRecord } from '../../../primitives/json.js';
import { type RestRequest, toRestRequest } from '../answers/rest-request.js';
import type { TransformInput } from '../answers/router-output.js';
import { TransformError, toConfigRefusal, toRefusal } from '../answers/transform-error.js';
import { readConfig } from '../settings.js';
import { withTransformPorts } from './transform-ports.js';

/** RudderStack's own answers to the processor carry a user id, which we leave empty: ordering is the router's. */
type ProcessorRequest = RestRequest & { readonly userId: '' };

/**
 * Transforms one event. Knows no profiles: one process of many would remember only what happened to come its way.
 *
 *   process({ message, metadata, destination })
 *   // { version: '1', type: 'REST', method: 'POST', endpoint, headers, params: { pid }, body: { JSON: { events: [...] }, ... }, ... }
 *
 * @throws TransformError, and nothing else: 298 skipped on purpose, 400 never to be sent or a mistake in `destination.Config`
 */
export function process(input: TransformInput, ports?: Partial<AdmitPorts>): ProcessorRequest {
	const { message, config } = readInput(input);
	const read = readConfig(config);
	if (read.problem !== undefined) throw new TransformError(toConfigRefusal(read.problem));
	const { item, result } = admitAlone(message, read.mapping, withTransformPorts(ports));
	if (item === undefined) throw new TransformError(toRefusal(result));
	return { ...toRestRequest(read.settings, [item]), userId: '' };
}

function readInput(input: unknown): { readonly message?: unknown; readonly config?: unknown } {
	try {
		if (!isRecord(input)) return {};
		const { message, destination } = input;
		return { message, config: isRecord(destination) ? destination['Config'] : undefined };
	} catch {
		return {};
	}
}
