/** `GET /features`: rudder-server asks it every ten seconds to learn which destinations there are and how to call them. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';
import { HttpError } from '../../http/http-error.js';
import type { TextAnswer, Upstream } from './upstream.js';

/** The same as in a transformer's answer for one destination. */
const CAPABILITIES = { routerTransform: true, batching: true, transformerProxy: true };

/**
 * The answer of a gateway without an upstream. rudder-server stops for good if the source flags are missing, although such a
 * gateway serves no sources.
 *
 * @source rudder-server, services/transformer/features_impl.go (read 2026-11-22)
 */
const WITHOUT_UPSTREAM = {
	regulations: [],
	supportSourceTransformV1: true,
	upgradedToSourceTransformV2: true,
	supportTransformerProxyV1: true,
	supportDestTransformCompactedPayloadV1: true,
};

/**
 * Adds this destination to the upstream's features. Flags stay as the upstream has them: they apply to all destinations, and
 * we understand every form. An answer other than 200 is passed on: rudder-server then keeps what it knew, or after a 404
 * uses its own defaults, as it would without us.
 *
 * @throws HttpError 503 or 504 if the upstream does not answer, 502 if its answer is not a JSON object
 */
export async function answerFeatures(upstream: Upstream | undefined): Promise<TextAnswer> {
	if (upstream === undefined) return toAnswer(withDestination(WITHOUT_UPSTREAM));
	const answer = await upstream.get('/features');
	if (answer.status !== 200) return answer;
	const features = parseJson(answer.body);
	if (!isRecord(features))
		throw new HttpError(
			502,
			'upstream_failed',
			'The upstream transformer answered /features with something other than a JSON object.',
		);
	return toAnswer(withDestination(features));
}

function withDestination(features: UnknownRecord): UnknownRecord {
	const add = (key: string, value: unknown) => {
		const known = features[key];
		return { [key]: { ...(isRecord(known) ? known : {}), [DESTINATION_NAME]: value } };
	};
	return {
		...features,
		...add('routerTransform', true),
		...add('transformerProxy', true),
		...('destinationCapabilities' in features ? add('destinationCapabilities', CAPABILITIES) : {}),
	};
}

function toAnswer(features: UnknownRecord): TextAnswer {
	return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(features) };
}
