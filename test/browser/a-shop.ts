/** A shop on sub-domains of shop.test, and its visitors. A visit during which the page reports an error fails its test. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { until } from '../../gateway/test/process/gateway-process.js';
import { aBrowserWithoutCookies, closeTheBrowser, theBrowser } from './chromium.js';
import { type Fields, type Served, type ShopServer, startShopServer } from './shop-server.js';

/** A person with their own browser: nothing is shared with other visitors. */
export interface Visitor {
	readonly context: BrowserContext;
	/** Opens a tab. */
	open(url: string): Promise<Page>;
	/** Cookies of all hosts; a name that appears twice is on two domains. */
	cookieNames(): Promise<string[]>;
}

export class Shop {
	readonly #visits: BrowserContext[] = [];
	readonly #profiles: string[] = [];
	readonly #complaints: string[] = [];
	readonly #isWhole: boolean;
	#server!: ShopServer;

	/** @param isWhole its visitors have the whole Chromium, with all of its rules for cookies */
	constructor(isWhole: boolean) {
		this.#isWhole = isWhole;
	}

	async start(): Promise<void> {
		this.#server = await startShopServer();
	}

	async stop(): Promise<void> {
		await this.#server.close();
	}

	/** Ends all visits of a test. @throws if a page threw or wrote an error to its console */
	async sendHome(): Promise<void> {
		await Promise.all(this.#visits.splice(0).map((context) => context.close()));
		for (const profile of this.#profiles.splice(0)) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
		this.#server.events.length = 0;
		this.#server.pages.clear();
		expect(this.#complaints.splice(0), 'errors in the page').to.deep.equal([]);
	}

	/** `http://www.shop.test:PORT/…` */
	url(path: string, host = 'www.shop.test'): string {
		return `http://${host}:${this.#server.port}${path}`;
	}

	get origin(): string {
		return this.url('');
	}

	/** Puts a page on every sub-domain. */
	serve(path: string, html: string, headers: Served['headers'] = {}): void {
		this.#server.pages.set(path, { html, headers });
	}

	async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
		return this.#receive(await (await theBrowser(this.#isWhole)).newContext(options));
	}

	/** One whose browser blocks all cookies, and with them localStorage. */
	async visitorWithoutCookies(): Promise<Visitor> {
		const profile = mkdtempSync(join(tmpdir(), 'openai-ads-chromium-'));
		this.#profiles.push(profile);
		return this.#receive(await aBrowserWithoutCookies(profile));
	}

	#receive(context: BrowserContext): Visitor {
		this.#visits.push(context);
		context.on('weberror', (error) => this.#complaints.push(`threw ${error.error().stack ?? error.error().message}`));
		context.on('console', (message) => {
			if (message.type() === 'error') this.#complaints.push(`logged ${message.text()} ${message.location().url}`);
		});
		return {
			context,
			cookieNames: async () => (await context.cookies()).map(({ name }) => name),
			open: async (url) => {
				const page = await context.newPage();
				await page.goto(url);
				return page;
			},
		};
	}

	/** The events that SDKs sent, once there are `count` of them. */
	async events(count: number): Promise<Fields[]> {
		await until(
			`${count} events have been sent, now ${this.#server.events.length}`,
			() => this.#server.events.length >= count,
			8000,
		);
		return [...this.#server.events];
	}
}

/** A shop for the tests of a `describe`. */
export function aShop({ isWhole = false } = {}): Shop {
	const shop = new Shop(isWhole);
	before(() => shop.start());
	afterEach(() => shop.sendHome());
	after(() => shop.stop());
	return shop;
}

after(closeTheBrowser);
