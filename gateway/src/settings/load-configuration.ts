/** Puts the sources together: flag over environment over file over default. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import type { Settings } from 'openai-ads-destination/pipeline';
import { collectProblem, StartError } from '../start-error.js';
import { findMissingAdminToken } from './admin-listener.js';
import type { AlertSettings } from './alerts-schema.js';
import { checkConfiguration } from './check-configuration.js';
import type { GatewaySettings } from './configuration.js';
import { findFile, readConfigurationFile } from './configuration-file.js';
import { type Environment, readEnvironment } from './environment.js';
import { DEFAULT_PIXEL, type Notes, type RawConfiguration, type ResolvedPixels } from './pixel-settings.js';
import { isPostgres } from './postgres-url.js';
import { type HttpsProxy, readProxy } from './proxy.js';
import { findMissingCredentials, findMissingPixelKeys, findMissingWriteKeys } from './requirements.js';
import { resolveAlerts } from './resolve-alerts.js';
import { resolvePixels } from './resolve-pixels.js';
import { findUnknownVariables } from './unknown-variables.js';

export interface Sources {
	readonly environment: Environment;
	/** Settings of the gateway that flags gave. */
	readonly flags?: Readonly<Record<string, unknown>>;
	/** Of the flag `--config`. */
	readonly configFile?: string | undefined;
	/** Whether the command needs key and pixel ID, to reach OpenAI. */
	readonly needsCredentials?: boolean;
	/** Gets the name of every file that was read, or should have been, also if the configuration is wrong. */
	readonly files?: Set<string>;
}

export interface LoadedConfiguration {
	readonly destination: Settings;
	readonly gateway: GatewaySettings;
	/** The destination's settings as written, to tell them from defaults. */
	readonly given: RawConfiguration['destination'];
	/** The proxy of the environment, if there is one. */
	readonly proxy: HttpsProxy | undefined;
}

/** What a gateway needs: the configuration with its pixels. */
export interface GatewayConfiguration extends LoadedConfiguration, ResolvedPixels {
	/** Who is told of what. */
	readonly alerts: AlertSettings;
}

/** For commands that send straight to OpenAI. @throws StartError with one line for each thing that is wrong or missing, in all sources */
export function loadConfiguration(sources: Sources): LoadedConfiguration {
	const checked = check(sources);
	if (canTellMissing(checked, sources)) {
		checked.notes.problems.push(...findMissingCredentials(checked.raw.destination, sources.environment));
	}
	return finish(checked);
}

/** For the gateway: reads the keys of its pixels too. @throws StartError as `loadConfiguration` does, and for missing write keys */
export function loadGateway(sources: Sources): GatewayConfiguration {
	const checked = check(sources);
	const { raw, notes, destination, gateway, pixels } = checked;
	const defaults = destination === undefined ? {} : raw.destination;
	const resolved = gateway && pixels && resolvePixels({ destination: defaults, gateway, pixels }, notes);
	if (!checked.isUnread && gateway && resolved) {
		notes.problems.push(...findMissingWriteKeys(gateway, resolved.keys), ...findMissingAdminToken(gateway));
	}
	if (canTellMissing(checked, sources)) {
		const isOne = Object.keys(raw.pixels).length === 0;
		notes.problems.push(
			...(isOne
				? findMissingCredentials(raw.destination, sources.environment)
				: findMissingPixelKeys(resolved?.pixels ?? [])),
		);
	}
	const alerts = gateway && resolveAlerts(gateway, notes);
	return { ...finish(checked), ...(resolved ?? NO_PIXELS), alerts: alerts ?? NO_ALERTS };
}

/** Nobody sees it: without a gateway, something is wrong that is thrown. */
const NO_ALERTS: AlertSettings = {
	webhook: undefined,
	format: 'full',
	rules: { pixel_held: false, near_expiry: false, dead_letters: false, click_share: false },
};

const NO_PIXELS: ResolvedPixels = {
	pixels: [],
	keys: [],
	keylessPixels: [],
	webhookPixels: { segment: [], rudderstack: [] },
};

function check({ environment, flags = {}, configFile, files = new Set() }: Sources) {
	const unread: Notes = { problems: [], files };
	const file = readConfigurationFile(findFile(configFile, environment), unread);
	const raw = merge(file, readEnvironment(environment, unread), flags);
	const { problems, ...sections } = checkConfiguration(raw);
	const conflicts = flags['data'] !== undefined && isPostgres(raw.gateway['queue']) ? [TWO_QUEUES] : [];
	const found = [...findUnknownVariables(environment), ...unread.problems, ...problems, ...conflicts];
	const notes: Notes = { problems: found, files };
	const proxy = collectProblem(notes.problems, () => readProxy(environment));
	return { ...sections, raw, proxy, notes, isUnread: unread.problems.length > 0 };
}

const TWO_QUEUES =
	'--data: names the folder of a queue of its own, but OPENAI_ADS_QUEUE names a PostgreSQL. Leave one of them out.';

type Checked = ReturnType<typeof check>;

/** A source that could not be read may hold the setting that seems to be missing. */
function canTellMissing({ isUnread }: Checked, { needsCredentials = false }: Sources): boolean {
	return needsCredentials && !isUnread;
}

function finish({ destination, gateway, raw, proxy, notes: { problems } }: Checked): LoadedConfiguration {
	if (problems.length > 0) throw new StartError(problems.join('\n'));
	if (destination === undefined || gateway === undefined) throw new Error('A section is wrong, and nobody said how.');
	return { destination, gateway, given: raw.destination, proxy };
}

/** A pixel called `default` in the file is the one that the environment describes. */
function merge(
	file: RawConfiguration,
	variables: Omit<RawConfiguration, 'pixels'>,
	flags: Record<string, unknown>,
): RawConfiguration {
	const gateway: Record<string, unknown> = { ...file.gateway, ...variables.gateway, ...flags };
	// `--data` takes precedence over OPENAI_ADS_QUEUE.
	if (flags['data'] !== undefined && !isPostgres(gateway['queue'])) delete gateway['queue'];
	// One secret may come from the file, another from the environment.
	const secrets = variables.gateway['webhookSecrets'];
	if (secrets !== undefined) gateway['webhookSecrets'] = Object.assign({}, file.gateway['webhookSecrets'], secrets);
	const alerts = variables.gateway['alerts'];
	if (isRecord(alerts)) gateway['alerts'] = withReceiver(file.gateway['alerts'], alerts);
	const own = file.pixels[DEFAULT_PIXEL];
	const pixels = isRecord(own)
		? { ...file.pixels, [DEFAULT_PIXEL]: withCredentials(own, variables.destination) }
		: file.pixels;
	return { destination: { ...file.destination, ...variables.destination }, gateway, pixels };
}

/** The address of the environment in the place of that of the file. */
function withReceiver(alerts: unknown, variables: UnknownRecord): unknown {
	if (alerts === undefined) return variables;
	if (!isRecord(alerts)) return alerts; // A mistake, to be named.
	const { webhookFile: _, ...others } = alerts;
	return { ...others, ...variables };
}

function withCredentials(pixel: UnknownRecord, { apiKey, pixelId }: UnknownRecord): UnknownRecord {
	const { apiKeyFile, ...others } = pixel;
	return {
		...others,
		...(apiKey === undefined ? apiKeyFile !== undefined && { apiKeyFile } : { apiKey }),
		...(pixelId !== undefined && { pixelId }),
	};
}
