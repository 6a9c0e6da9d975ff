/** Reads what there is to check. Wrong settings are something to report, not a reason to stop. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { Ports } from 'openai-ads-destination/pipeline';
import type { AdminAccess } from '../operate/admin-call.js';
import { type Environment, readVariable } from '../settings/environment.js';
import { type GatewayConfiguration, loadGateway } from '../settings/load-configuration.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { ADVERTISER_ENDPOINT_NAME, ADVERTISER_KEY, listUnknownVariables } from '../settings/unknown-variables.js';
import { StartError } from '../start-error.js';
import { ADVERTISER_ENDPOINT, createAccountReader } from './account-reader.js';
import type { Doctor } from './check.js';
import { createGatewayReader } from './gateway-reader.js';
import { type Probe, probePixel } from './probe.js';

export interface DoctorOptions {
	readonly environment: Environment;
	readonly configFile: string | undefined;
	/** The settings of a gateway that runs. @default those of the file and the environment */
	readonly running?: GatewayConfiguration;
	readonly isOffline: boolean;
	/** Ends what still asks the gateway. */
	readonly stop: AbortSignal;
	/** How the gateway is reached; `undefined` if its admin listener is switched off. */
	toAccess(configuration: GatewayConfiguration): AdminAccess | undefined;
	toPorts(configuration: GatewayConfiguration | undefined): Promise<Doctor['ports']>;
}

/** @throws StartError for `OPENAI_ADS_ADVERTISER_ENDPOINT` on another machine */
export async function createDoctor(options: DoctorOptions): Promise<Doctor> {
	const { environment, configFile, isOffline, stop } = options;
	const { configuration, problems } =
		options.running === undefined ? load(options) : { configuration: options.running, problems: [] };
	const ports = await options.toPorts(configuration);
	const access = configuration && !isOffline ? options.toAccess(configuration) : undefined;
	const advertiserEndpoint = readAdvertiserEndpoint(environment);
	const key = isOffline ? undefined : readKey(environment);
	return {
		environment,
		configFile,
		configuration,
		problems,
		isOffline,
		ports,
		gateway: access && createGatewayReader(access, isLoopback(new URL(access.origin).hostname), stop),
		account: key === undefined ? undefined : createAccountReader({ endpoint: advertiserEndpoint, key }, ports.fetch),
		advertiserEndpoint,
		probe: rememberProbes(ports),
	};
}

/** Unknown variables are a finding of their own, and hide no other. */
function load({ environment, configFile }: DoctorOptions): Pick<Doctor, 'configuration' | 'problems'> {
	const unknown = new Set(listUnknownVariables(environment).map(({ name }) => name));
	const known = Object.fromEntries(Object.entries(environment).filter(([name]) => !unknown.has(name)));
	try {
		return { configuration: loadGateway({ environment: known, configFile }), problems: [] };
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		return { configuration: undefined, problems: error.message.split('\n') };
	}
}

function readKey(environment: Environment): string | undefined {
	const key = readVariable(environment, ADVERTISER_KEY);
	if (key === undefined || /^[!-~]+$/.test(key)) return key;
	throw new StartError(`${ADVERTISER_KEY}: expected a key of visible ASCII characters. Copy it again, as one line.`);
}

function readAdvertiserEndpoint(environment: Environment): string {
	const given = readVariable(environment, ADVERTISER_ENDPOINT_NAME);
	if (given === undefined) return ADVERTISER_ENDPOINT;
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol) && isLoopback(url.hostname)) return given.replace(/\/$/, '');
	throw new StartError(
		`${ADVERTISER_ENDPOINT_NAME}: expected a URL of this machine such as http://127.0.0.1:9000/v1. It gets the Advertiser key, so no other machine is asked.`,
	);
}

function rememberProbes(ports: Pick<Ports, 'fetch' | 'nowMs' | 'sleep'>): Doctor['probe'] {
	const known = new Map<string, Promise<Probe>>();
	return (pixel: PixelSettings) => {
		const { apiKey, pixelId } = pixel.destination;
		if (apiKey === '' || pixelId === '') return Promise.resolve({ delivered: undefined });
		const probe = known.get(pixel.name) ?? probePixel(pixel, ports);
		known.set(pixel.name, probe);
		return probe;
	};
}
