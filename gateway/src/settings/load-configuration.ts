/** Puts the sources together: flag over environment over file over default. */

import { collectProblem, StartError } from '../start-error.js';
import { type Configuration, checkConfiguration, type RawConfiguration } from './configuration.js';
import { findFile, readConfigurationFile } from './configuration-file.js';
import { type Environment, readEnvironment } from './environment.js';
import { type HttpsProxy, readProxy } from './proxy.js';
import { findMissingCredentials, findMissingGuards } from './requirements.js';
import { findUnknownVariables } from './unknown-variables.js';

export interface Sources {
	readonly environment: Environment;
	/** Settings of the gateway that flags gave. */
	readonly flags?: Readonly<Record<string, unknown>>;
	/** Of the flag `--config`. */
	readonly configFile?: string | undefined;
	/** What the command requires: `credentials` to reach OpenAI, `writeKeys` to keep strangers out. */
	readonly needs?: readonly ('credentials' | 'writeKeys')[];
}

export interface LoadedConfiguration extends Configuration {
	/** The destination's settings as written, to tell them from defaults. */
	readonly given: RawConfiguration['destination'];
	/** The proxy of the environment, if there is one. */
	readonly proxy: HttpsProxy | undefined;
}

/** @throws StartError with one line for each thing that is wrong or missing, in all sources */
export function loadConfiguration(sources: Sources): LoadedConfiguration {
	const { environment, flags = {}, configFile } = sources;
	const unread: string[] = [];
	const file = readConfigurationFile(findFile(configFile, environment), unread);
	const variables = readEnvironment(environment, unread);
	const raw = merge(file, variables, flags);
	const { destination, gateway, problems } = checkConfiguration(raw);
	const all = [...findUnknownVariables(environment), ...unread, ...problems];
	const proxy = collectProblem(all, () => readProxy(environment));
	// A source that could not be read may hold the setting that seems to be missing.
	if (unread.length === 0) all.push(...findMissing(sources, raw, gateway));
	if (destination === undefined || gateway === undefined || all.length > 0) throw new StartError(all.join('\n'));
	return { destination, gateway, given: raw.destination, proxy };
}

function merge(file: RawConfiguration, variables: RawConfiguration, flags: Record<string, unknown>): RawConfiguration {
	const gateway: Record<string, unknown> = { ...file.gateway, ...variables.gateway, ...flags };
	// `--data` takes precedence over OPENAI_ADS_QUEUE.
	if (flags['data'] !== undefined) delete gateway['queue'];
	// One secret may come from the file, another from the environment.
	const secrets = variables.gateway['webhookSecrets'];
	if (secrets !== undefined) gateway['webhookSecrets'] = Object.assign({}, file.gateway['webhookSecrets'], secrets);
	return { destination: { ...file.destination, ...variables.destination }, gateway };
}

function findMissing(
	{ environment, needs = [] }: Sources,
	{ destination }: RawConfiguration,
	gateway: Configuration['gateway'] | undefined,
): string[] {
	return [
		...(needs.includes('writeKeys') && gateway !== undefined ? findMissingGuards(gateway) : []),
		...(needs.includes('credentials') ? findMissingCredentials(destination, environment) : []),
	];
}
