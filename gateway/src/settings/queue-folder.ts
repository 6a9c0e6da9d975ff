/** Where the queue lives. */

import { join } from 'node:path';
import type { GatewaySettings } from './configuration.js';

/** Sandbox events have their own folder, so that a live gateway never delivers them. */
export function toQueueFolder(
	{ data, queue }: Pick<GatewaySettings, 'data' | 'queue'>,
	mode: 'live' | 'sandbox',
): string {
	const folder = queue?.replace(/^file:/, '') ?? data;
	return mode === 'sandbox' ? join(folder, 'sandbox') : folder;
}
