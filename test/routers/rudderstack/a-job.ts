/** Jobs and requests as rudder-server sends them, showing only what matters to a test. */

import type { TransformInput } from '../../../src/destination/routers/rudderstack/index.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';

type Fields = Readonly<Record<string, unknown>>;

/** A stopped clock. */
export const ports = { nowMs: () => NOW_MS };

/** A destination with full batches as in the workspace configuration, including foreign keys in its Config. */
export function aRudderDestination(config: Fields = {}, ID = 'dst1') {
	return {
		ID,
		Name: 'OpenAI CAPI',
		Config: {
			apiKey: API_KEY,
			pixelId: 'pixel',
			flushAt: 1000,
			connectionMode: { web: 'cloud' },
			consentManagement: {},
			...config,
		},
		DestinationDefinition: { ID: 'dd1', Name: 'OPENAI_ADS_CAPI', DisplayName: 'OpenAI CAPI', Config: {} },
		Enabled: true,
		WorkspaceID: 'ws1',
		Transformations: [],
		IsProcessorEnabled: true,
	};
}

/** RudderStack's own notes on a job, router mode. */
export function aMetadata(jobId: number, fields: Fields = {}) {
	return {
		userId: `u${jobId}`,
		jobId,
		sourceId: 'src1',
		sourceCategory: 'cloud',
		destinationId: 'dst1',
		attemptNum: 0,
		receivedAt: '2026-11-22T11:59:01.000Z',
		createdAt: '2026-11-22T11:59:02.000Z',
		firstAttemptedAt: '',
		transformAt: 'router',
		workspaceId: 'ws1',
		secret: null,
		workerAssignedTime: '2026-11-22T11:59:03.000Z',
		dontBatch: false,
		traceparent: '',
		...fields,
	};
}

/** An order in a job; its conversion event's id is `m<jobId>`. */
export function aJob(jobId: number, parts: Partial<TransformInput> = {}): TransformInput {
	return {
		message: aTrackEvent({ messageId: `m${jobId}`, userId: `u${jobId}` }),
		metadata: aMetadata(jobId),
		destination: aRudderDestination(),
		...parts,
	};
}

/** A valid conversion event, small. */
export function aConversion(id: string, fields: Fields = {}) {
	return { id, type: 'lead_created', timestamp_ms: NOW_MS, data: { type: 'customer_action' }, ...fields };
}

/** A proxy request, version 1, with these events. */
export function aProxyRequest(events: readonly unknown[], parts: Fields = {}) {
	return {
		version: '1',
		type: 'REST',
		method: 'POST',
		endpoint: 'https://bzr.openai.com/v1/events',
		endpointPath: '/v1/events',
		userId: '',
		headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
		params: { pid: 'pixel' },
		body: {
			JSON: { events, integration_source: 'openai-ads-destination' },
			JSON_ARRAY: {},
			XML: {},
			FORM: {},
		},
		files: {},
		metadata: events.map((_, index) => ({
			jobId: index + 1,
			attemptNum: 1,
			userId: '',
			sourceId: 'src1',
			destinationId: 'dst1',
			workspaceId: 'ws1',
			secret: {},
			dontBatch: false,
		})),
		destinationConfig: aRudderDestination().Config,
		...parts,
	};
}
