/** What is known of pixels: as written, and resolved. */

import type { DeliverySettings } from 'openai-ads-destination/pipeline';
import type { HoldRule } from './hold-schema.js';
import type { KeyKind } from './pixel-schema.js';
import type { WriteKey } from './write-keys.js';

/** Values from flags, environment or file, before defaults. */
export interface RawConfiguration {
	readonly destination: Readonly<Record<string, unknown>>;
	readonly gateway: Readonly<Record<string, unknown>>;
	readonly pixels: Readonly<Record<string, unknown>>;
}

/** The name of the pixel that `destination`, or the environment, describes. */
export const DEFAULT_PIXEL = 'default';

export type Webhook = 'segment' | 'rudderstack';

/** A pixel with everything that it needs. */
export interface PixelSettings {
	readonly name: string;
	/** Those of all pixels, with its own over them. Without a key, `apiKey` is empty. */
	readonly destination: DeliverySettings;
	readonly maxRequestsPerSecond?: number | undefined;
	readonly paused: boolean;
	/** Which events wait on purpose. @default none */
	readonly hold?: readonly HoldRule[] | undefined;
}

export interface ResolvedPixels {
	readonly pixels: readonly PixelSettings[];
	readonly keys: readonly WriteKey[];
	/** Where events go that come without a key: names of pixels. */
	readonly keylessPixels: readonly string[];
	readonly webhookPixels: Readonly<Record<Webhook, readonly string[]>>;
}

/** A write key as written. */
export type RawWriteKey = string | KeyEntry;
export interface KeyEntry {
	readonly label?: string | undefined;
	readonly key?: string | undefined;
	readonly keyFile?: string | undefined;
	readonly kind: KeyKind;
}

/** An entry of `pixels` as written, its defaults filled in. */
export interface RawPixel {
	readonly pixelId: string;
	readonly apiKey?: string | undefined;
	readonly apiKeyFile?: string | undefined;
	readonly writeKeys: readonly RawWriteKey[];
	readonly webhooks: readonly Webhook[];
	readonly destination?: Readonly<Record<string, unknown>> | undefined;
	readonly maxRequestsPerSecond?: number | undefined;
	readonly paused: boolean;
	/** In place of the gateway's. */
	readonly hold?: readonly HoldRule[] | undefined;
}

export interface Sections {
	/** Defaults of all pixels, as written; empty if they are wrong. */
	readonly destination: Readonly<Record<string, unknown>>;
	readonly pixels: Readonly<Record<string, RawPixel>>;
	readonly gateway: {
		readonly writeKeys: readonly RawWriteKey[];
		readonly browserWriteKeys: readonly string[];
		readonly hold: readonly HoldRule[];
		readonly webhookSecrets: Partial<Record<Webhook, string | undefined>>;
	};
}

/** Where to note what is wrong, and which files were read. */
export interface Notes {
	readonly problems: string[];
	readonly files: Set<string>;
}

/** Pixels by name, in the order of the file. */
export type Entries = readonly (readonly [name: string, pixel: RawPixel])[];
