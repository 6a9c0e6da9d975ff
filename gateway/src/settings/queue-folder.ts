/** Where the queue lives: in a folder, or on PostgreSQL. */

import { join } from 'node:path';
import type { GatewaySettings } from './configuration.js';
import { isPostgres } from './postgres-url.js';

/** The URL of the PostgreSQL that holds the queue; `undefined` if it lies in a folder. */
export function findPostgresUrl({ queue = '' }: Pick<GatewaySettings, 'queue'>): string | undefined {
	return isPostgres(queue) ? queue : undefined;
}

/** Sandbox events have their own folder, so that a live gateway never delivers them. */
export function toQueueFolder(
	{ data, queue }: Pick<GatewaySettings, 'data' | 'queue'>,
	mode: 'live' | 'sandbox',
): string {
	const folder = queue?.replace(/^file:/, '') ?? data;
	return mode === 'sandbox' ? join(folder, 'sandbox') : folder;
}
