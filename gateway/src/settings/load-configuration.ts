/** Puts the sources together: flag over environment over file over default. */

import { parseJson } from 'openai-ads-destination/internal';
import { StartError } from '../start-error.js';
import { type Configuration, parseConfiguration, type RawConfiguration } from './configuration.js';
import { type Environment, readEnvironment, readText } from './environment.js';

export interface Sources {
	readonly environment: Environment;
	/** Settings of the gateway that flags gave. */
	readonly flags?: Readonly<Record<string, unknown>>;
	/** Of the flag `--config`. */
	readonly configFile?: string | undefined;
}

export interface LoadedConfiguration extends Configuration {
	/** The destination's settings as they were written, to tell given ones from defaults. */
	readonly given: RawConfiguration['destination'];
}

/** @throws StartError with one line per mistake */
export function loadConfiguration({ environment, flags = {}, configFile }: Sources): LoadedConfiguration {
	const file = readFile(findFile(configFile, environment));
	const variables = readEnvironment(environment);
	const given = { ...file.destination, ...variables.destination };
	const gateway: Record<string, unknown> = { ...file.gateway, ...variables.gateway, ...flags };
	// `--data` is the stronger way to say where the queue lives than OPENAI_ADS_QUEUE.
	if (flags['data'] !== undefined) delete gateway['queue'];
	// One secret may come from the file, another from the environment.
	const secrets = variables.gateway['webhookSecrets'];
	if (secrets !== undefined) gateway['webhookSecrets'] = Object.assign({}, file.gateway['webhookSecrets'], secrets);
	return { ...parseConfiguration({ destination: given, gateway }), given };
}

/** The configuration is a file either way, so OPENAI_ADS_CONFIG_FILE names it just as OPENAI_ADS_CONFIG does. */
function findFile(flag: string | undefined, environment: Environment): Pointer | undefined {
	if (flag !== undefined) return { name: '--config', file: flag };
	for (const name of ['OPENAI_ADS_CONFIG', 'OPENAI_ADS_CONFIG_FILE']) {
		const file = environment[name]?.trim();
		if (file) return { name, file };
	}
	return undefined;
}

interface Pointer {
	/** What named the file. */
	readonly name: string;
	readonly file: string;
}

function readFile(pointer: Pointer | undefined): RawConfiguration {
	if (pointer === undefined) return { destination: {}, gateway: {} };
	const { name: pointerName, file } = pointer;
	const content = readJson(readText(file, pointerName), file);
	const { destination = {}, gateway = {}, $schema: _, ...unknown } = expectObject(content, file);
	const [name] = Object.keys(unknown);
	if (name !== undefined) {
		throw new StartError(`${file}: ${name}: unknown key. Settings go under \`destination\` or \`gateway\`.`);
	}
	return {
		destination: expectObject(destination, `${file}: destination`),
		gateway: expectObject(gateway, `${file}: gateway`),
	};
}

function readJson(text: string, file: string): unknown {
	const json = parseJson(text);
	if (json === undefined) throw new StartError(`${file}: expected JSON. Check commas, quotes and brackets.`);
	return json;
}

function expectObject(value: unknown, at: string): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
	throw new StartError(`${at}: expected an object.`);
}
