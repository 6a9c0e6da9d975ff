/** The settings that the two browser SDKs load before they send: as few as they accept, none that contact other hosts. */

/**
 * The answer to analytics.js: send to this host, load no device-mode destinations, report no metrics.
 *
 * @param origin where the SDK reached the gateway, such as `https://events.shop.example`
 * @source @segment/analytics-next 1.84, `plugins/segmentio` and `browser/settings` (read 2026-11-22)
 */
export function segmentSettings(writeKey: string, origin: { readonly protocol: string; readonly host: string }) {
	return {
		integrations: {
			'Segment.io': {
				apiKey: writeKey,
				apiHost: `${origin.host}/v1`,
				protocol: origin.protocol,
				unbundledIntegrations: [],
				addBundledMetadata: false,
				maybeBundledConfigIds: {},
				versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
			},
		},
		plan: { track: { __default: { enabled: true, integrations: {} } } },
		edgeFunction: {},
		analyticsNextEnabled: true,
		middlewareSettings: {},
		enabledMiddleware: {},
		metrics: { sampleRate: 0 },
		legacyVideoPluginsEnabled: false,
		remotePlugins: [],
	};
}

/**
 * The answer to the RudderStack SDK: an enabled source without destinations, error and metrics reports off.
 *
 * @source @rudderstack/analytics-js 3.34, `configManager/util/validate` (read 2026-11-22)
 */
export function rudderStackSourceConfig(writeKey: string) {
	return {
		source: {
			id: 'openai-ads',
			name: 'OpenAI Ads gateway',
			writeKey,
			enabled: true,
			workspaceId: 'openai-ads',
			config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
			destinations: [],
		},
	};
}
