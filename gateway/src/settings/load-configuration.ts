/** Puts the sources together: flag over environment over file over default. */

import { StartError } from '../start-error.js';
import { type Configuration, parseConfiguration, type RawConfiguration } from './configuration.js';
import { type Environment, readEnvironment, readText, readVariable } from './environment.js';

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
	const file = readFile(configFile ?? readVariable(environment, 'OPENAI_ADS_CONFIG'));
	const variables = readEnvironment(environment);
	const given = { ...file.destination, ...variables.destination };
	const gateway: Record<string, unknown> = { ...file.gateway, ...variables.gateway, ...flags };
	// `--data` is the stronger way to say where the queue lives than OPENAI_ADS_QUEUE.
	if (flags['data'] !== undefined) delete gateway['queue'];
	return { ...parseConfiguration({ destination: given, gateway }), given };
}

function readFile(file: string | undefined): RawConfiguration {
	if (file === undefined) return { destination: {}, gateway: {} };
	const content = parseJson(readText(file, '--config'), file);
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

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own message quotes the file, which holds keys.
		throw new StartError(`${file}: expected JSON. Check commas, quotes and brackets.`);
	}
}

function expectObject(value: unknown, at: string): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
	throw new StartError(`${at}: expected an object.`);
}
