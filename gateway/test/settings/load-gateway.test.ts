import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type GatewayConfiguration, loadGateway } from '../../src/settings/load-configuration.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

describe('loadGateway', () => {
	afterEach(removeTemporaryFolders);

	function aFile(content: string | object): string {
		const file = join(temporaryFolder(), 'file');
		writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
		return file;
	}
	const load = (content: object, environment: Record<string, string> = {}) =>
		loadGateway({ environment, configFile: aFile(content), needsCredentials: true });
	const twoPixels = (shop: object = {}, blog: object = {}) => ({
		shop: { pixelId: 'px1', apiKey: 'secret-1', ...shop },
		blog: { pixelId: 'px2', apiKey: 'secret-2', ...blog },
	});
	const summary = ({ pixels }: GatewayConfiguration) =>
		pixels.map(({ name, destination: { pixelId, apiKey } }) => [name, pixelId, apiKey]);

	it('makes of the environment alone one pixel called default, with its keys', () => {
		const environment = {
			OPENAI_CONVERSIONS_API_KEY: 'k',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_WRITE_KEY: 'a, web shop:b',
			OPENAI_ADS_BROWSER_WRITE_KEY: 'c',
		};

		const loaded = loadGateway({ environment, needsCredentials: true });

		const pixels = ['default'];
		expect(summary(loaded)).to.deep.equal([['default', 'px1', 'k']]);
		expect(loaded.keys).to.deep.equal([
			{ key: 'a', kind: 'server', pixels },
			{ key: 'b', kind: 'server', label: 'web shop', pixels },
			{ key: 'c', kind: 'browser', pixels },
		]);
	});

	it('gives each pixel the common settings with its own over them, and the common key if it has none', () => {
		const loaded = load({
			destination: { apiKey: 'common', flushAt: 20, defaultCurrency: 'EUR' },
			pixels: twoPixels({ apiKey: undefined, destination: { flushAt: 30 } }),
		});

		expect(summary(loaded)).to.deep.equal([
			['shop', 'px1', 'common'],
			['blog', 'px2', 'secret-2'],
		]);
		expect(
			loaded.pixels.map(({ destination: { flushAt, defaultCurrency } }) => [flushAt, defaultCurrency]),
		).to.deep.equal([
			[30, 'EUR'],
			[20, 'EUR'],
		]);
	});

	it('puts the pixel of the environment beside those of the file, and over the one called default', () => {
		const environment = { OPENAI_CONVERSIONS_API_KEY: 'k', OPENAI_ADS_PIXEL_ID: 'px0' };
		const own = { default: { pixelId: 'px9', apiKeyFile: '/nowhere' } };

		expect(summary(load({ pixels: twoPixels() }, environment))).to.deep.include(['default', 'px0', 'k']);
		expect(summary(load({ pixels: own }, environment))).to.deep.equal([['default', 'px0', 'k']]);
	});

	it('reads keys from files, and names every file that it read', () => {
		const [apiKeyFile, keyFile] = [aFile('from-file\n'), aFile('write\n')];
		const files = new Set<string>();
		const pixels = { shop: { pixelId: 'px1', apiKeyFile, writeKeys: [{ label: 'server', keyFile }] } };

		const loaded = loadGateway({ environment: {}, configFile: aFile({ pixels }), needsCredentials: true, files });

		expect(summary(loaded)).to.deep.equal([['shop', 'px1', 'from-file']]);
		expect(loaded.keys).to.deep.equal([{ key: 'write', kind: 'server', label: 'server', pixels: ['shop'] }]);
		expect([...files])
			.to.include(apiKeyFile)
			.and.include(keyFile)
			.and.have.length(3);
	});

	it('lets a key that several pixels list lead to all of them', () => {
		const loaded = load({ pixels: twoPixels({ writeKeys: ['both', 'one'] }, { writeKeys: [{ key: 'both' }] }) });

		expect(loaded.keys.map(({ key, pixels }) => [key, pixels])).to.deep.equal([
			['both', ['shop', 'blog']],
			['one', ['shop']],
		]);
	});

	it('gives the keys of gateway and webhooks that nobody names to the only pixel, or to the one called default', () => {
		const gateway = { writeKeys: ['w'], webhookSecrets: { segment: 's' } };
		const [only] = Object.entries(twoPixels());
		const one = load({ gateway, pixels: Object.fromEntries([only ?? []]) });
		const several = load({ gateway, pixels: { ...twoPixels(), default: { pixelId: 'px0', apiKey: 'k' } } });

		expect([one.keys[0]?.pixels, one.webhookPixels.segment, one.keylessPixels]).to.deep.equal(Array(3).fill(['shop']));
		expect([several.keys[0]?.pixels, several.webhookPixels.segment]).to.deep.equal(Array(2).fill(['default']));
	});

	it('gives a webhook to the pixels that name it', () => {
		const loaded = load({
			gateway: { webhookSecrets: { segment: 's' } },
			pixels: twoPixels({ webhooks: ['segment'] }, { webhooks: ['segment'] }),
		});

		expect(loaded.webhookPixels).to.deep.equal({ segment: ['shop', 'blog'], rudderstack: [] });
	});

	const mistakes: [name: string, content: object, message: RegExp][] = [
		[
			'an unknown setting',
			{ pixels: { a: { pixelID: 'p' } } },
			/pixels\.a\.pixelID: unknown setting\. Did you mean pixels\.a\.pixelId\?/,
		],
		[
			'an unknown setting of a write key',
			{ pixels: twoPixels({ writeKeys: [{ keyfile: 'secret' }] }) },
			/pixels\.shop\.writeKeys\.0\.keyfile: unknown setting\. Did you mean pixels\.shop\.writeKeys\.0\.keyFile\?/,
		],
		[
			'an unknown setting of the destination',
			{ pixels: twoPixels({ destination: { flushat: 5 } }) },
			/pixels\.shop\.destination\.flushat: unknown setting\. Did you mean pixels\.shop\.destination\.flushAt\?/,
		],
		[
			'a wrong value of the destination, and only where it stands',
			{ destination: { flushAt: 0 }, pixels: twoPixels({ destination: { maxRetries: -1 } }) },
			/^destination\.flushAt: [^\n]*\npixels\.shop\.destination\.maxRetries: [^\n]*$/,
		],
		[
			'a write key without a key',
			{ pixels: twoPixels({ writeKeys: [{ label: 'x' }] }) },
			/pixels\.shop\.writeKeys\.0: expected `key` or `keyFile`, got neither/,
		],
		[
			'a key and its file',
			{ pixels: twoPixels({ apiKeyFile: '/x' }) },
			/pixels\.shop\.apiKey: expected either .*, got both/,
		],
		[
			'a file that is not there',
			{ pixels: twoPixels({ apiKey: undefined, apiKeyFile: '/nowhere' }) },
			/pixels\.shop\.apiKeyFile: expected a readable file, got ENOENT/,
		],
		['a pixel without a key', { pixels: twoPixels({ apiKey: undefined }) }, /^pixels\.shop\.apiKey: required/],
		[
			'one pixel under two names',
			{ pixels: twoPixels({ pixelId: 'px2' }) },
			/pixels\.blog\.pixelId: the same as that of pixels\.shop/,
		],
		[
			"a key that is a server's and a browser's",
			{ pixels: twoPixels({ writeKeys: ['k'] }, { writeKeys: [{ key: 'k', kind: 'browser' }] }) },
			/pixels\.blog\.writeKeys\.0: this key stands elsewhere/,
		],
		[
			'keys of nobody',
			{ gateway: { writeKeys: ['k'] }, pixels: twoPixels() },
			/gateway\.writeKeys: there are several pixels and none is called `default`/,
		],
		[
			'a webhook of nobody',
			{ gateway: { webhookSecrets: { segment: 's' } }, pixels: twoPixels() },
			/gateway\.webhookSecrets\.segment: there are several pixels/,
		],
		[
			'a name that metrics can not carry',
			{ pixels: { 'a b': { pixelId: 'p', apiKey: 'k' } } },
			/pixels\.a b: expected letters, digits/,
		],
		[
			'a credential in the wrong place',
			{ pixels: twoPixels({ destination: { apiKey: 'secret' } }) },
			/pixels\.shop\.destination\.apiKey: expected pixels\.shop\.apiKey/,
		],
		['pixels that are a list', { pixels: [] }, /pixels: expected an object/],
		[
			'a kind of key that is none',
			{ pixels: twoPixels({ writeKeys: [{ key: 'k', kind: 'mobile' }] }) },
			/pixels\.shop\.writeKeys\.0\.kind: /,
		],
		[
			'a key that is a number',
			{ pixels: twoPixels({ writeKeys: [5] }) },
			/pixels\.shop\.writeKeys\.0: expected string/,
		],
		[
			'too few requests a second',
			{ pixels: twoPixels({ maxRequestsPerSecond: 0 }) },
			/pixels\.shop\.maxRequestsPerSecond: /,
		],
	];
	for (const [name, content, message] of mistakes) {
		it(`refuses ${name}, says where it stands, and shows no key`, () => {
			expect(() => load(content))
				.to.throw(StartError)
				.with.property('message')
				.that.matches(message)
				.and.not.includes('secret');
		});
	}

	it('needs no key of a pixel for a sandbox', () => {
		const configFile = aFile({ pixels: { shop: { pixelId: 'px1' } } });

		expect(summary(loadGateway({ environment: {}, configFile }))).to.deep.equal([['shop', 'px1', '']]);
	});
});
