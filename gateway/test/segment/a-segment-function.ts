/** Functions as Segment's Public API shows them, and ours as it should be. */

import type { DesiredFunction } from '../../src/segment/desired-function.js';
import type { FunctionSetting } from '../../src/segment/function-schema.js';

export function aSetting(overrides: Partial<FunctionSetting> = {}): FunctionSetting {
	return {
		name: 'apiKey',
		label: 'API key',
		description: 'Of OpenAI Ads.',
		type: 'STRING',
		required: true,
		sensitive: true,
		...overrides,
	};
}

export const PIXEL_ID = aSetting({
	name: 'pixelId',
	label: 'Pixel ID',
	description: 'From Ads Manager.',
	sensitive: false,
});

export function aDesiredFunction(overrides: Partial<DesiredFunction> = {}): DesiredFunction {
	return {
		displayName: 'OpenAI Ads',
		description: 'Sends conversions.',
		code: '// openai-ads-destination 0.2.0\nasync function onTrack() {}\n',
		settings: [aSetting(), PIXEL_ID],
		...overrides,
	};
}

/** With every field of Segment's answer, including those we don't read. */
export function aSegmentFunction(overrides: object = {}) {
	const { description, code, settings } = aDesiredFunction();
	return {
		id: 'dfn_1',
		workspaceId: 'w1',
		resourceType: 'DESTINATION',
		displayName: 'OpenAI Ads (Acme)',
		description,
		code,
		settings,
		logoUrl: 'https://acme.example/logo.png',
		catalogId: 'c1',
		createdAt: '2026-01-02T03:04:05.000Z',
		deployedAt: '2026-11-01T00:00:00.000Z',
		isLatestVersion: true,
		...overrides,
	};
}
