/** Where the queue lives: in a folder, or on PostgreSQL. */

import { join } from 'node:path';
import type { GatewaySettings } from './configuration.js';

const POSTGRES = /^postgres(ql)?:\/\//;

/** The URL of the PostgreSQL that holds the queue; `undefined` if it lies in a folder. */
export function findPostgresUrl({ queue = '' }: Pick<GatewaySettings, 'queue'>): string | undefined {
	return POSTGRES.test(queue) ? queue : undefined;
}

/** Whether it is no URL of PostgreSQL, or one that can be read. */
export function isReadableUrl(queue: string): boolean {
	return !POSTGRES.test(queue) || URL.canParse(queue);
}

/** The same of a setting that is not checked yet. */
export function isPostgres(queue: unknown): boolean {
	return typeof queue === 'string' && POSTGRES.test(queue);
}

/** Sandbox events have their own folder, so that a live gateway never delivers them. */
export function toQueueFolder(
	{ data, queue }: Pick<GatewaySettings, 'data' | 'queue'>,
	mode: 'live' | 'sandbox',
): string {
	const folder = queue?.replace(/^file:/, '') ?? data;
	return mode === 'sandbox' ? join(folder, 'sandbox') : folder;
}
