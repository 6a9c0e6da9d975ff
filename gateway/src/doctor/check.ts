/** What a check is, and what it may look at. */

import type { Ports } from 'openai-ads-destination/pipeline';
import type { Environment } from '../settings/environment.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { AccountReader } from './account-reader.js';
import type { CheckId, Finding } from './finding.js';
import type { GatewayReader } from './gateway-reader.js';
import type { Probe } from './probe.js';

export interface Doctor {
	readonly environment: Environment;
	/** Of `--config`. */
	readonly configFile: string | undefined;
	/** Absent if the settings are wrong. */
	readonly configuration: GatewayConfiguration | undefined;
	/** What is wrong with them, a line each. */
	readonly problems: readonly string[];
	readonly isOffline: boolean;
	readonly ports: Pick<Ports, 'fetch' | 'nowMs' | 'sleep'>;
	/** `undefined` if the admin listener is switched off. */
	readonly gateway: GatewayReader | undefined;
	/** `undefined` without an Advertiser key. */
	readonly account: AccountReader | undefined;
	/** Where the Advertiser API is. */
	readonly advertiserEndpoint: string;
	/** Asks OpenAI once for each pixel, however many checks want to know. */
	probe(pixel: PixelSettings): Promise<Probe>;
}

/** What one run of a check is about. */
export interface Visit extends Doctor {
	/** Ends the check. */
	readonly signal: AbortSignal;
}

interface CheckOf<Run> {
	readonly id: CheckId;
	/** Not made if one of these failed or was not made. */
	readonly needs: readonly CheckId[];
	/** - `local` nothing but this machine. - `openai` the Events API. - `gateway` its admin listener. - `account` the Advertiser key. */
	readonly asks: 'local' | 'openai' | 'gateway' | 'account';
	readonly run: Run;
}

export type WholeCheck = CheckOf<(visit: Visit) => Promise<readonly Finding[]>> & { readonly isPerPixel: false };
export type PixelCheck = CheckOf<(pixel: PixelSettings, visit: Visit) => Promise<readonly Finding[]>> & {
	readonly isPerPixel: true;
};
export type Check = WholeCheck | PixelCheck;
