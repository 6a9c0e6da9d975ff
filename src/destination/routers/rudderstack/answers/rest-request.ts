/** The request that RudderStack delivers itself, or passes to `deliver`. */

import type { BatchItem } from '../../../batch/batch-item.js';
import type { DeliverySettings } from '../../../deliver/create-delivery.js';

/** RudderStack's REST request. The other encodings of the body stay empty. */
export interface RestRequest {
	readonly version: '1';
	readonly type: 'REST';
	readonly method: 'POST';
	readonly endpoint: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly params: { readonly pid: string };
	readonly body: {
		readonly JSON: EventsBody;
		readonly JSON_ARRAY: object;
		readonly XML: object;
		readonly FORM: object;
	};
	readonly files: object;
}

/** In router mode the request also has the path of its endpoint, by which RudderStack groups its metrics. */
export type RouterRestRequest = RestRequest & { readonly endpointPath: string };

interface EventsBody {
	readonly events: readonly unknown[];
	readonly validate_only?: true;
	readonly integration_source: string;
}

/**
 * Builds the request for a batch, all live or all validate-only.
 *
 * @source rudder-server's processor and router transformers (read 2026-11-22)
 */
export function toRestRequest(settings: DeliverySettings, items: readonly BatchItem[]): RestRequest {
	return {
		version: '1',
		type: 'REST',
		method: 'POST',
		endpoint: settings.endpoint,
		headers: { Authorization: `Bearer ${settings.apiKey}`, 'Content-Type': 'application/json' },
		params: { pid: settings.pixelId },
		body: { JSON: toBody(settings, items), JSON_ARRAY: {}, XML: {}, FORM: {} },
		files: {},
	};
}

/** Builds the request with the path of its endpoint. */
export function toRouterRestRequest(settings: DeliverySettings, items: readonly BatchItem[]): RouterRestRequest {
	return { ...toRestRequest(settings, items), endpointPath: new URL(settings.endpoint).pathname };
}

function toBody({ integrationSource }: DeliverySettings, items: readonly BatchItem[]): EventsBody {
	return {
		events: items.map(({ json }): unknown => JSON.parse(json)),
		...(items[0]?.validateOnly ? { validate_only: true } : {}),
		integration_source: integrationSource,
	};
}
