/** The processor's call: one event in, one request out, at once. */

import type { Admission } from '../../../intake/intake.js';
import { type RestRequest, toRestRequest } from '../answers/rest-request.js';
import type { TransformInput } from '../answers/router-output.js';
import { SHADOWED, TransformError, toConfigRefusal, toJobRefusal } from '../answers/transform-error.js';
import { hasAgedOut } from '../event-age.js';
import { readSafely } from '../read-safely.js';
import { readConfig } from '../settings.js';
import { admitEvents } from './admit-events.js';
import { type TransformPorts, withTransformPorts } from './transform-ports.js';

/** RudderStack's own answers to the processor carry a user id. Ours is empty: the router keeps the order. */
type ProcessorRequest = RestRequest & { readonly userId: '' };

/**
 * Transforms one event. Uses no profiles: each process would remember only the events that happened to reach it.
 *
 *   process({ message, metadata, destination })
 *   // { version: '1', type: 'REST', method: 'POST', endpoint, headers, params: { pid }, body: { JSON: { events: [...] }, ... }, ... }
 *
 * @throws TransformError, and nothing else: 298 for an event left out on purpose, or with `shadow`, 400 for one that can never be sent, 429 for
 *   a mistake in `destination.Config`
 */
export function process(input: TransformInput, ports?: Partial<TransformPorts>): ProcessorRequest {
	const config = readConfig(readSafely(readSafely(input, 'destination'), 'Config'));
	const message = readSafely(input, 'message');
	const allPorts = withTransformPorts(ports);
	if (config.problem !== undefined)
		throw new TransformError(toConfigRefusal(config.problem, hasAgedOut(message, allPorts.nowMs())));
	const [admission] = admitEvents([message], config, allPorts);
	const { item, result } = admission as Admission; // One event in, one admission out.
	if (item === undefined) throw new TransformError(toJobRefusal(result));
	if (config.settings.shadow) throw new TransformError(SHADOWED);
	return { ...toRestRequest(config.settings, [item]), userId: '' };
}
