/** A gateway process for the browser tests, with its sandbox. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../../gateway/test/free-port.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess } from '../../gateway/test/process/gateway-process.js';

const PATIENT = { OPENAI_ADS_CONFIG: join(import.meta.dirname, 'patient.json') };

interface GatewayOptions {
	readonly isPatient?: boolean;
	readonly hasAdmin?: boolean;
	readonly env?: Readonly<Record<string, string>>;
}

export class Gateway {
	/** Of its admin listener, if that is on. */
	adminUrl = '';
	#process!: GatewayProcess;
	#sandbox!: Sandbox;
	readonly #folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));

	/**
	 * @param origins web pages that may talk to it
	 * @param options.isPatient it collects batches for as long as a busy machine may need for a page
	 * @param options.hasAdmin its admin listener is on
	 * @param options.env more of its environment
	 */
	async start(
		origins: readonly string[],
		{ isPatient = false, hasAdmin = false, env = {} }: GatewayOptions = {},
	): Promise<void> {
		const adminPort = hasAdmin ? await freePort() : 0;
		this.adminUrl = `http://127.0.0.1:${adminPort}`;
		this.#sandbox = await createSandbox({ apiKey: 'the-key', pixelId: 'the-pixel' });
		this.#process = await startGatewayProcess(['--port', '0', '--data', this.#folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			...(isPatient ? PATIENT : AT_ONCE),
			OPENAI_ADS_ENDPOINT: this.#sandbox.endpoint,
			OPENAI_ADS_ADMIN_PORT: String(adminPort),
			OPENAI_ADS_CORS_ORIGINS: origins.join(','),
			...env,
		});
	}

	async stop(): Promise<void> {
		await this.#process.end('SIGTERM');
		await this.#sandbox.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	get sandbox(): Sandbox {
		return this.#sandbox;
	}

	/** As on this machine. */
	get localUrl(): string {
		return this.#process.url;
	}

	/** `http://events.shop.test:PORT`, as a shop would name it. */
	get url(): string {
		return this.localUrl.replace('127.0.0.1', 'events.shop.test');
	}
}

/** A gateway for the tests of a `describe`; its sandbox is emptied after each. */
export function aGateway(origins: () => readonly string[], options?: GatewayOptions): Gateway {
	const gateway = new Gateway();
	before(() => gateway.start(origins(), options));
	afterEach(() => gateway.sandbox.clear());
	after(() => gateway.stop());
	return gateway;
}
