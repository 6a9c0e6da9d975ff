import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfiguration, loadGateway } from '../../src/settings/load-configuration.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

describe('loadConfiguration', () => {
	afterEach(removeTemporaryFolders);

	function aFile(content: string | object): string {
		const file = join(temporaryFolder(), 'file');
		writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
		return file;
	}

	it('puts flags over the environment over the file over defaults', () => {
		const configFile = aFile({
			gateway: { port: 1, host: 'localhost', queue: 'file:a' },
			destination: { apiKey: 'file', flushAt: 5 },
		});
		const environment = { OPENAI_CONVERSIONS_API_KEY: 'environment', OPENAI_ADS_QUEUE: 'file:b' };

		const { gateway, destination } = loadConfiguration({ environment, flags: { port: 2 }, configFile });

		expect([gateway.port, gateway.host, gateway.queue, gateway.maxQueued]).to.deep.equal([
			2,
			'localhost',
			'file:b',
			1_000_000,
		]);
		expect([destination.apiKey, destination.flushAt, destination.maxRetries]).to.deep.equal(['environment', 5, 8]);
	});

	it('takes OPENAI_ADS_CONFIG_FILE for the path that it is', () => {
		const environment = { OPENAI_ADS_CONFIG_FILE: aFile({ gateway: { port: 1 } }) };

		expect(loadConfiguration({ environment }).gateway.port).to.equal(1);
	});

	it('does not repeat a configuration that was given instead of its path', () => {
		const environment = { OPENAI_ADS_CONFIG: '{"destination":{"apiKey":"sk-svcacct-secret"}}' };

		expect(() => loadConfiguration({ environment })).to.throw(StartError, /^OPENAI_ADS_CONFIG: (?!.*secret)/);
	});

	it('refuses a list of keys that holds none', () => {
		expect(() => loadConfiguration({ environment: { OPENAI_ADS_WRITE_KEY: ' , ' } })).to.throw(
			StartError,
			/WRITE_KEY: expected/,
		);
	});

	it('lets --data win over OPENAI_ADS_QUEUE', () => {
		const { gateway } = loadConfiguration({ environment: { OPENAI_ADS_QUEUE: 'file:b' }, flags: { data: 'c' } });

		expect([gateway.data, gateway.queue]).to.deep.equal(['c', undefined]);
	});

	it('reads every variable', () => {
		const environment = {
			OPENAI_CONVERSIONS_API_KEY: 'k',
			OPENAI_ADS_PIXEL_ID: 'p',
			OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:1/v1/events',
			OPENAI_ADS_WRITE_KEY: 'a, b,',
			OPENAI_ADS_BROWSER_WRITE_KEY: 'c',
			OPENAI_ADS_SEGMENT_WEBHOOK_SECRET: 's,1',
			OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET: 's2',
			OPENAI_ADS_CORS_ORIGINS: 'https://a.example,https://b.example',
			OPENAI_ADS_TRUST_PROXY: 'true',
			OPENAI_ADS_CONFIG: aFile({ gateway: { port: 9 } }),
		};

		const { gateway, destination } = loadConfiguration({ environment });

		expect(destination).to.include({ apiKey: 'k', pixelId: 'p', endpoint: 'http://127.0.0.1:1/v1/events' });
		expect(gateway).to.deep.include({
			port: 9,
			writeKeys: ['a', 'b'],
			browserWriteKeys: ['c'],
			webhookSecrets: { segment: 's,1', rudderstack: 's2' },
			corsOrigins: ['https://a.example', 'https://b.example'],
			trustProxy: true,
		});
	});

	it('reads a value from the file that a variable names, without its last line end', () => {
		const environment = {
			OPENAI_CONVERSIONS_API_KEY_FILE: aFile('secret\n'),
			OPENAI_ADS_WRITE_KEY_FILE: aFile('a,b\n'),
		};

		const { gateway, destination } = loadConfiguration({ environment });

		expect([destination.apiKey, gateway.writeKeys]).to.deep.equal(['secret', ['a', 'b']]);
	});

	it('takes one webhook secret from the file, another from the environment, which goes first', () => {
		const configFile = aFile({ gateway: { webhookSecrets: { segment: 'file', rudderstack: 'file' } } });
		const environment = { OPENAI_ADS_SEGMENT_WEBHOOK_SECRET_FILE: aFile('environment\n') };

		const { gateway } = loadConfiguration({ environment, configFile });

		expect(gateway.webhookSecrets).to.deep.equal({ segment: 'environment', rudderstack: 'file' });
	});

	it('counts an empty variable as not set', () => {
		const { destination } = loadConfiguration({
			environment: { OPENAI_CONVERSIONS_API_KEY: '', OPENAI_ADS_PIXEL_ID: ' ' },
		});

		expect([destination.apiKey, destination.pixelId]).to.deep.equal([undefined, undefined]);
	});

	const file = () => aFile({ gateway: { prot: 1 } });
	const problems: [name: string, sources: () => Parameters<typeof loadConfiguration>[0], message: string][] = [
		[
			'an unknown key of the gateway',
			() => ({ environment: {}, configFile: file() }),
			'gateway.prot: unknown setting.',
		],
		[
			'an unknown key of the destination',
			() => ({ environment: {}, configFile: aFile({ destination: { flushat: 1 } }) }),
			'destination.flushat: unknown setting.',
		],
		[
			'an unknown webhook',
			() => ({ environment: {}, configFile: aFile({ gateway: { webhookSecrets: { jitsu: 'secret' } } }) }),
			'gateway.webhookSecrets.jitsu: unknown setting.',
		],
		[
			'a webhook secret in place of the object, also beside a variable',
			() => ({
				environment: { OPENAI_ADS_SEGMENT_WEBHOOK_SECRET: 'secret' },
				configFile: aFile({ gateway: { webhookSecrets: 'secret' } }),
			}),
			'gateway.webhookSecrets.0: unknown setting.',
		],
		[
			'a webhook secret that no header can carry',
			() => ({ environment: { OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET: 'a secret' } }),
			'gateway.webhookSecrets.rudderstack: expected printable ASCII',
		],
		['an unknown section', () => ({ environment: {}, configFile: aFile({ gatway: {} }) }), 'gatway: unknown key.'],
		[
			'a wrong value',
			() => ({ environment: {}, configFile: aFile({ gateway: { port: 'x' } }) }),
			'gateway.port: expected number',
		],
		[
			'a file that is no JSON',
			() => ({ environment: {}, configFile: aFile('{"apiKey":"secret",}') }),
			'expected JSON.',
		],
		['a missing file', () => ({ environment: {}, configFile: '/nowhere/x.json' }), 'got ENOENT for /nowhere/x.json'],
		[
			'a missing file of a variable',
			() => ({ environment: { OPENAI_CONVERSIONS_API_KEY_FILE: '/nowhere/key' } }),
			'OPENAI_CONVERSIONS_API_KEY_FILE: expected a readable file',
		],
		[
			'an empty file of a variable',
			() => ({ environment: { OPENAI_CONVERSIONS_API_KEY_FILE: aFile('\n') } }),
			'expected a file with a value',
		],
		[
			'a variable and its file at once',
			() => ({ environment: { OPENAI_CONVERSIONS_API_KEY: 'secret', OPENAI_CONVERSIONS_API_KEY_FILE: 'x' } }),
			'got both',
		],
		[
			'a queue of another kind',
			() => ({ environment: { OPENAI_ADS_QUEUE: 'nats://127.0.0.1:4222' } }),
			'gateway.queue: expected file:DIR',
		],
		[
			'an origin with a path',
			() => ({ environment: { OPENAI_ADS_CORS_ORIGINS: 'https://a.example/shop' } }),
			'gateway.corsOrigins.0: expected an origin',
		],
	];
	for (const [name, sources, message] of problems) {
		it(`refuses ${name} and shows no secret`, () => {
			expect(() => loadConfiguration(sources()))
				.to.throw(StartError)
				.with.property('message')
				.that.includes(message)
				.and.not.includes('secret');
		});
	}

	const suggestions: [content: object, expected: string][] = [
		[{ gateway: { prot: 1 } }, 'gateway.prot: unknown setting. Did you mean gateway.port?'],
		[{ gateway: { apiKey: 'secret' } }, 'gateway.apiKey: unknown setting. Did you mean destination.apiKey?'],
		[{ gateway: { webhookSecrets: { segmnet: 's' } } }, 'Did you mean gateway.webhookSecrets.segment?'],
		[{ gateway: { kafka: 1 } }, 'gateway.kafka: unknown setting. Run `openai-ads settings` for all of them.'],
		[{ destination: { flushat: 1 } }, 'destination.flushat: unknown setting. Did you mean destination.flushAt?'],
		[{ destination: { sourceUrl: { keepQuerys: [] } } }, 'Did you mean destination.sourceUrl.keepQuery?'],
		[
			{ destination: { eventMapping: [{ form: 'Sale', to: 'order_created' }] } },
			'destination.eventMapping[0].form: unknown setting. Did you mean destination.eventMapping[0].from?',
		],
		[{ gatway: {} }, 'gatway: unknown key. Did you mean gateway?'],
		[{ pixelId: 'p' }, 'pixelId: unknown key. Did you mean destination.pixelId?'],
	];
	for (const [content, expected] of suggestions) {
		it(`says for ${JSON.stringify(content)}: ${expected}`, () => {
			expect(() => loadConfiguration({ environment: {}, configFile: aFile(content) }))
				.to.throw(StartError)
				.with.property('message')
				.that.includes(expected);
		});
	}

	it('names the mistakes of all sources, and what is missing, at once', () => {
		const environment = { OPENAI_ADS_PIXELID: 'p', OPENAI_ADS_TRUST_PROXY: 'true' };
		const configFile = aFile({ gateway: { hosts: 'x' }, destination: { flushAt: 0, apikey: 'k' } });

		const run = () => loadGateway({ environment, configFile, needsCredentials: true });

		expect(run)
			.to.throw(StartError)
			.with.property('message')
			.that.matches(/^OPENAI_ADS_PIXELID: .*\ndestination\.flushAt: .*\ndestination\.apikey: .*\ngateway\.hosts: .*\n/)
			.and.matches(/\nOPENAI_CONVERSIONS_API_KEY: required.*\nOPENAI_ADS_PIXEL_ID: required/);
	});

	it('asks for a write key and a Conversions API key at once', () => {
		const run = () => loadGateway({ environment: {}, flags: { host: '::' }, needsCredentials: true });

		expect(run).to.throw(StartError, /^OPENAI_ADS_WRITE_KEY: required.*\nOPENAI_CONVERSIONS_API_KEY: required/);
	});

	it('names every variable that can not be read', () => {
		const environment = {
			OPENAI_ADS_WRITE_KEY: ',',
			OPENAI_ADS_PIXEL_ID_FILE: '/nowhere',
			OPENAI_ADS_QUEUE_FILE: '/no',
		};

		expect(() => loadConfiguration({ environment })).to.throw(
			StartError,
			/PIXEL_ID_FILE: .*\nOPENAI_ADS_WRITE_KEY: .*\nOPENAI_ADS_QUEUE_FILE: /,
		);
	});

	for (const [name, sources] of [
		['file', { environment: {}, configFile: '/nowhere.json' }],
		['variable', { environment: { OPENAI_CONVERSIONS_API_KEY_FILE: '/nowhere' } }],
	] as const) {
		it(`does not call missing what an unreadable ${name} may hold`, () => {
			expect(() => loadConfiguration({ ...sources, needsCredentials: true }))
				.to.throw(StartError)
				.with.property('message')
				.that.includes('expected a readable file')
				.and.not.includes('required');
		});
	}

	it('names every mistake at once', () => {
		const configFile = aFile({ gateway: { port: -1, hosts: 'x' }, destination: { flushAt: 5000 } });

		const run = () => loadConfiguration({ environment: {}, configFile });

		expect(run)
			.to.throw(StartError)
			.with.property('message')
			.that.matches(/flushAt.*\n.*port.*\n.*hosts/s);
	});
});
