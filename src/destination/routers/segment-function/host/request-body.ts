/** Replaces `deliver/request-body.ts` in the file for Segment, where requests are small and nothing else encodes texts. */

import type { encodeRequest as encodeAsBytes } from '../../../deliver/request-body.js';

type Items = Parameters<typeof encodeAsBytes>[0];

/** As in the file that it replaces, but as a text. */
export function encodeRequest(items: Items, integrationSource: string): string {
	const validateOnly = items[0]?.validateOnly ? ',"validate_only":true' : '';
	const events = items.map(({ json }) => json).join();
	return `{"events":[${events}]${validateOnly},"integration_source":"${integrationSource}"}`;
}
