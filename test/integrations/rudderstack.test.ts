/** The files for RudderStack, checked against the library. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CONFIG_SETTINGS, generateRudderStackSchema } from '../../docs/generate/rudderstack-schema.js';
import { DESTINATION_NAME, processRouterDest } from '../../src/destination/routers/rudderstack/index.js';
import { parseSettings } from '../../src/destination/settings/settings.js';
import { aTrackEvent, NOW_MS } from '../builders.js';

const FOLDER = new URL('../../integrations/rudderstack/', import.meta.url);
const readText = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const read = (name: string) => JSON.parse(readText(name));

/** Every value of a key, at any depth. */
function valuesOf(value: unknown, key: string): unknown[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesOf(inner, key)]);
}

/** How rudder-server names the variable of a setting: rudder-go-kit, config/config_env.go (read 2026-11-22). */
function toVariable(key: string): string {
	return `RSERVER_${key
		.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
		.replaceAll('.', '_')
		.toUpperCase()}`;
}

describe('integrations/rudderstack', () => {
	describe('workspaceConfig.json', () => {
		const [source] = read('workspaceConfig.json').sources;
		const [destination] = source.destinations;
		const { destinationDefinition: definition } = destination;

		it('names this destination, in router mode, with the calls it understands', () => {
			expect(definition.name).to.equal(DESTINATION_NAME);
			expect(definition.config).to.include({ transformAt: 'router', transformAtV1: 'router' });
			expect(definition.config.supportedMessageTypes).to.include.members(['track', 'page', 'screen', 'identify']);
			expect(definition.config.supportedSourceTypes).to.include(source.sourceDefinition.type);
		});

		it('has only settings in its Config, and no real key', () => {
			expect(() => parseSettings(destination.config)).not.to.throw();
			expect(definition.config.destConfig.defaultConfig).to.deep.equal(Object.keys(destination.config));
			for (const secret of [source.writeKey, destination.config.apiKey, destination.config.pixelId])
				expect(secret).to.match(/^REPLACE-WITH-/);
		});

		it('turns an order into a request', async () => {
			const job = {
				message: aTrackEvent(),
				metadata: { jobId: 1 },
				destination: { ID: 'd', Config: destination.config },
			};

			const [output] = await processRouterDest([job], { nowMs: () => NOW_MS });

			expect(output?.statusCode).to.equal(200);
		});
	});

	describe('db-config.json', () => {
		const { name, config } = read('db-config.json');

		it('lists every setting that a Config may hold, under the name of this destination', () => {
			expect(name).to.equal(DESTINATION_NAME);
			expect(config.destConfig.defaultConfig).to.deep.equal([...CONFIG_SETTINGS, 'consentManagement']);
			expect(config.secretKeys).to.deep.equal(['apiKey']);
		});

		it('has a connection mode for every source type', () => {
			expect(Object.keys(config.supportedConnectionModes)).to.deep.equal(config.supportedSourceTypes);
		});
	});

	it('has a current schema.json (npm run docs)', () => {
		expect(readText('schema.json')).to.equal(generateRudderStackSchema());
	});

	it('asks in ui-config.json only for settings, with the values that they accept', () => {
		const ui = read('ui-config.json');
		const { properties } = read('schema.json').configSchema;
		const columns = ['from', 'to', 'customEventName'];
		const foreign = ['consentManagement', 'provider', 'resolutionStrategy', 'consents'];

		const asked = valuesOf(ui, 'configKey').filter((key) => ![...columns, ...foreign].includes(String(key)));

		expect(asked).to.include.members(['apiKey', 'pixelId', 'eventMapping']);
		expect(asked.filter((key) => !CONFIG_SETTINGS.includes(String(key)))).to.deep.equal([]);
		expect(Object.keys(properties.eventMapping.items.properties)).to.include.members(columns);
		for (const field of [ui.uiConfig.baseTemplate, ui.uiConfig.redirectGroups].flatMap(fieldsWithOptions)) {
			const known = properties[field.configKey] ?? properties.eventMapping.items.properties[field.configKey];
			expect(field.options.map(({ value }) => value)).to.deep.equal(known.enum);
		}
	});

	describe('control-plane-lite', () => {
		const form = read('control-plane-lite/OPENAI_ADS_CAPI.json');
		const definition = read('control-plane-lite/definition.json');
		const fields = form.flatMap((group: { fields: LiteField[] }) => group.fields) as LiteField[]; // Shown by the next lines.

		it('asks only for settings, with the values that they accept', () => {
			const { properties } = read('schema.json').configSchema;

			for (const { value, options } of fields) {
				expect(CONFIG_SETTINGS).to.include(value);
				const known = value === 'eventMapping' ? properties.eventMapping.items.properties.to : properties[value];
				const values = options?.map((option) => option.value);
				if (values !== undefined) expect(known.enum).to.include.members(values);
			}
		});

		it('has the fields of the form in the definition, and no other definition than the file', () => {
			const { destinationDefinition } = read('workspaceConfig.json').sources[0].destinations[0];

			expect(definition.name).to.equal(DESTINATION_NAME);
			expect(definition.config).to.deep.equal({
				...destinationDefinition.config,
				destConfig: { defaultConfig: fields.map(({ value }) => value) },
			});
		});

		it('makes a Config that works, also with every field left blank that may be', async () => {
			const filled = { pixelId: 'px_1', apiKey: 'k', eventMapping: [{ from: '', to: '' }], defaultCurrency: '' };
			const blank = Object.fromEntries(fields.map(({ value }) => [value, '']));
			const destination = { ID: 'd', Config: { ...blank, validateOnly: false, ...filled } };
			const job = { message: aTrackEvent(), metadata: { jobId: 1 }, destination };

			const [output] = await processRouterDest([job], { nowMs: () => NOW_MS });

			expect(output?.statusCode).to.equal(200);
		});
	});

	describe('docker-compose.yml', () => {
		const services = readText('docker-compose.yml')
			.split(/^(?=\S)/m)
			.find((part) => part.startsWith('services:'))
			?.split(/^ {2}(?=\w)/m)
			.slice(1);

		it('names a version of every image', () => {
			const images = Array.from(
				readText('docker-compose.yml').matchAll(/(?:image:|FROM) (\S+)/g),
				([, image]) => image,
			);

			expect(images).to.have.length.at.least(3);
			for (const image of images) expect(image).to.match(/:\d+\.\d+/);
		});

		it('starts every service again, and starts rudder-server last', () => {
			expect(services).to.have.lengthOf(4);
			for (const service of services ?? []) expect(service).to.include('restart: unless-stopped');
			expect(services?.at(-1)).to.match(/^rudder-server:[\s\S]*db: \{ condition: service_healthy \}/);
		});
	});

	it('gives rudder-server the settings it needs, under the names it reads', () => {
		const lines = readText('rudder-server.env')
			.split('\n')
			.filter((line) => /^[A-Z]/.test(line));
		const variables = Object.fromEntries(lines.map((line) => line.split('=', 2)));

		expect(variables).to.deep.equal({
			DEST_TRANSFORM_URL: 'http://gateway:8790',
			[toVariable('BackendConfig.configFromFile')]: 'true',
			[toVariable('BackendConfig.configJSONPath')]: '/etc/rudderstack/workspaceConfig.json',
			[toVariable(`Router.${DESTINATION_NAME}.transformerProxy`)]: 'true',
			[toVariable(`Router.${DESTINATION_NAME}.noOfJobsToBatchInAWorker`)]: '1000',
		});
	});
});

interface LiteField {
	readonly value: string;
	readonly options?: readonly { readonly value: string }[];
}

interface FieldWithOptions {
	readonly configKey: string;
	readonly options: readonly { readonly value: string }[];
}

function fieldsWithOptions(value: unknown): FieldWithOptions[] {
	if (typeof value !== 'object' || value === null) return [];
	const own = 'options' in value && 'configKey' in value ? [value as FieldWithOptions] : []; // Both have just been seen.
	return [...own, ...Object.values(value).flatMap(fieldsWithOptions)];
}
