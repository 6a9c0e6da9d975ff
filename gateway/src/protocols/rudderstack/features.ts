/** `GET /features`: what rudder-server asks every ten seconds to learn which destinations there are, and how to call them. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';
import { HttpError } from '../../http/http-error.js';
import type { TextAnswer, Upstream } from './upstream.js';

/** As the answer of a transformer for one destination. */
const CAPABILITIES = { routerTransform: true, batching: true, transformerProxy: true };

/**
 * What a gateway without upstream says. rudder-server stops for good where the source flags are missing, although there is
 * nobody to call for sources then.
 *
 * @source rudder-server, services/transformer/features_impl.go (read 2026-11-22)
 */
const ALONE = {
	regulations: [],
	supportSourceTransformV1: true,
	upgradedToSourceTransformV2: true,
	supportTransformerProxyV1: true,
	supportDestTransformCompactedPayloadV1: true,
};

/**
 * The upstream's features with this destination among them. Flags stay as the upstream has them: they hold for all
 * destinations, and we understand every form. What is not 200 is handed on: rudder-server then keeps what it knew, or on 404
 * takes its own defaults, as it would without us.
 *
 * @throws HttpError 503 or 504 if the upstream does not answer, 502 if it answers no JSON object
 */
export async function answerFeatures(upstream: Upstream | undefined): Promise<TextAnswer> {
	if (upstream === undefined) return toAnswer(withDestination(ALONE));
	const answer = await upstream.get('/features');
	if (answer.status !== 200) return answer;
	const features = parseJson(answer.body);
	if (!isRecord(features))
		throw new HttpError(502, 'upstream_failed', 'The upstream transformer: /features is no JSON.');
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
