/** The settings of the HTTP service, and what it needs from the rest of the gateway. */

import type { FastifyBaseLogger } from 'fastify';
import type { Accept } from '../accept/accept.js';
import type { PixelStatus } from '../pixels/pixel-status.js';
import type { Mode } from '../queue/queue.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import type { WriteKeySettings } from '../settings/write-keys.js';

/** The route of a webhook without a secret is closed. */
export interface WebhookSecrets {
	readonly segment?: string | undefined;
	readonly rudderstack?: string | undefined;
}

export interface ServerSettings extends WriteKeySettings {
	/** Names of the pixels that events of webhooks go to. */
	readonly webhookPixels: Readonly<Record<keyof WebhookSecrets, readonly string[]>>;
	readonly webhookSecrets: WebhookSecrets;
	/** Whether lists of Segment are taken, of which only the first event is signed. */
	readonly segmentBatches: boolean;
	readonly corsOrigins: readonly string[];
	/** True, or the addresses of proxies separated by commas. */
	readonly trustProxy: boolean | string;
	readonly allowBrowserOrders: boolean;
	readonly browserRequestsPerMinute: number;
	/** How long a click counts, as in the browser plugin's `lifetimeDays`. */
	readonly clickLifetimeDays: number;
}

export interface KeptQueue {
	/** Events that wait or are under way. */
	size(): number;
	/** Rejects if the disk refuses. */
	checkDisk(): Promise<void>;
}

export interface ServerPorts {
	readonly mode: Mode;
	readonly accept: Accept;
	readonly queue: KeptQueue;
	/** The state of each pixel, for `/readyz`. */
	readPixels(): Promise<readonly PixelStatus[]>;
	readonly log: FastifyBaseLogger;
	nowMs(): number;
	/** While true, every request is answered 503. */
	isStopping(): boolean;
}

export function toServerSettings({
	gateway,
	keys,
	keylessPixels,
	webhookPixels,
}: GatewayConfiguration): ServerSettings {
	return { ...gateway, keys, keylessPixels, webhookPixels };
}
