/**
 * Binds a destination's Config to the endpoint that the gateway delivers to. RudderStack's calls carry no key, so nobody who
 * can reach them may be able to make the gateway post anywhere else, and in sandbox mode nothing leaves the machine.
 */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import type { Ports, Profiles } from 'openai-ads-destination/pipeline';
import type { OnDelivered, OnTransformed } from 'openai-ads-destination/rudderstack';
import type { Log } from '../../log.js';
import type { Mode } from '../../queue/queue.js';
import type { Upstream } from './upstream.js';

/** Where the gateway delivers; in sandbox mode, to the sandbox. No destination may name another endpoint. */
export interface GatewayEndpoint {
	readonly mode: Mode;
	readonly endpoint: string;
}

/** A pixel and the key that opens it. */
export interface PixelCredentials {
	/** As configured. */
	readonly name: string;
	readonly pixelId: string;
	readonly apiKey: string;
}

/** Who is told what became of the events of calls. */
export interface CallWatch {
	readonly onTransformed: OnTransformed;
	readonly onDelivered: OnDelivered;
}

/** What the transformer's calls need from the rest of the gateway. */
export interface TransformerPorts extends GatewayEndpoint {
	/** What identify remembers, for all pixels. */
	readonly profiles: Profiles;
	/** The gateway's pixels, as they are now. Only calls with a pixel's key see what its events have taught. */
	readonly own: readonly PixelCredentials[];
	/** Resolves once all profile updates are on disk; rejects if the disk refuses. */
	commit(): Promise<unknown>;
	/** Is told what became of events. @default nobody is */
	readonly watch?: CallWatch | undefined;
	/** RudderStack's own transformer; `undefined` if there is none behind the gateway. */
	readonly upstream: Upstream | undefined;
	/** For requests to OpenAI. */
	readonly fetch: Ports['fetch'];
	readonly log: Log;
}

/** Longer ones are not ours. Our choice. */
const MAX_URL_LENGTH = 2000;

/** The key in sandbox mode, so that the gateway neither answers nor sends a real one. */
const SANDBOX_KEY = 'sandbox';

/** A Config that can be used, or why it can't. */
export type BoundConfig = { readonly config: unknown; readonly problem?: never } | { readonly problem: string };

/**
 * - live: key and pixel ID of the Config, endpoint of the gateway; a Config with another endpoint is a problem, an empty one is none
 * - sandbox: the sandbox's endpoint and no real key, whatever the Config says
 *
 * Anything but an object is left to the library, which says what is wrong.
 */
export function bindConfig(config: unknown, { mode, endpoint }: GatewayEndpoint): BoundConfig {
	if (!isRecord(config)) return { config };
	if (mode === 'sandbox') return { config: toSandboxConfig(config, endpoint) };
	const configured = config['endpoint'];
	if (!isUnset(configured) && !isSameUrl(configured, endpoint)) return { problem: otherEndpoint(endpoint) };
	return { config: { ...config, endpoint } };
}

/** A form that was left empty, or filled and emptied again. */
function isUnset(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function toSandboxConfig(config: UnknownRecord, endpoint: string): UnknownRecord {
	return {
		...config,
		apiKey: SANDBOX_KEY,
		pixelId: isUnset(config['pixelId']) ? 'sandbox' : config['pixelId'],
		endpoint,
	};
}

function otherEndpoint(endpoint: string): string {
	const { origin, pathname } = new URL(endpoint);
	return `destination.Config.endpoint: expected ${origin}${pathname}, where this gateway delivers. Leave it out, or change the gateway's destination.endpoint.`;
}

function isSameUrl(one: unknown, other: string): boolean {
	if (typeof one !== 'string' || one.length > MAX_URL_LENGTH || !URL.canParse(one)) return false;
	return new URL(one).href === new URL(other).href;
}
