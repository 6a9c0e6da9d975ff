/** A minimal browser: cookies with domains, one localStorage per origin, and navigation. */

/** What a page may do with its storage. */
export interface PageRules {
	/** `blocked` forgets what is written, `throwing` is a sandboxed iframe. */
	readonly cookies?: 'on' | 'blocked' | 'throwing';
	readonly storage?: 'on' | 'full' | 'throwing';
	readonly gpc?: boolean;
}

interface Cookie {
	readonly name: string;
	readonly value: string;
	readonly domain: string;
	readonly isHostOnly: boolean;
	readonly isSecure: boolean;
	readonly expiresMs: number;
}

const PUBLIC_SUFFIXES = ['test', 'uk', 'co.uk', 'localhost'];
const MAX_COOKIE_LENGTH = 4096;
const GLOBALS = ['location', 'document', 'localStorage', 'navigator', 'window', 'addEventListener'] as const;

export class Browser {
	nowMs = Date.UTC(2026, 10, 22);
	cookieReads = 0;
	/** Every text that was written to `document.cookie`. */
	readonly written: string[] = [];
	private cookies: Cookie[] = [];
	private readonly storages = new Map<string, Map<string, string>>();
	private readonly before = GLOBALS.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
	private readonly dateNow = Date.now;
	private listeners = new Map<string, () => void>();

	/** Goes to a URL: from now on the globals are those of its page. */
	open(href: string, rules: PageRules = {}): void {
		this.listeners = new Map();
		Date.now = () => this.nowMs;
		const url = new URL(href);
		// A browser's `location` has the URL as serialized; the fragment and query of `URL` are the same.
		this.define('location', { get: () => ({ href: url.href, hostname: url.hostname, protocol: url.protocol }) });
		this.define('document', { value: this.document(url, rules.cookies ?? 'on') });
		this.define('localStorage', { get: () => this.storage(url.origin, rules.storage ?? 'on') });
		this.define('navigator', { value: { globalPrivacyControl: rules.gpc ?? false } });
		this.define('window', { value: globalThis });
		this.define('addEventListener', {
			value: (name: string, listener: () => void) => this.listeners.set(name, listener),
		});
	}

	/** Another script of the page writes a cookie. */
	addCookie(text: string): void {
		// biome-ignore lint/suspicious/noDocumentCookie: the page of the test does so
		document.cookie = text;
		this.written.pop();
	}

	/** Changes the URL without loading a page. */
	replaceState(href: string): void {
		const url = new URL(href);
		this.define('location', { get: () => ({ href: url.href, hostname: url.hostname, protocol: url.protocol }) });
	}

	dispatch(name: string): void {
		this.listeners.get(name)?.();
	}

	/** All cookies of a name, as `value@domain`; the domain begins with a dot if sub-domains see the cookie. */
	cookiesNamed(name: string): string[] {
		return this.alive()
			.filter((cookie) => cookie.name === name)
			.map(({ value, domain, isHostOnly }) => `${value}@${isHostOnly ? '' : '.'}${domain}`);
	}

	stored(origin: string): Map<string, string> {
		const map = this.storages.get(origin) ?? new Map<string, string>();
		this.storages.set(origin, map);
		return map;
	}

	/** Puts Node's own globals back. */
	close(): void {
		Date.now = this.dateNow;
		for (const [name, descriptor] of this.before) {
			if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
			else Object.defineProperty(globalThis, name, descriptor);
		}
	}

	private define(name: string, descriptor: PropertyDescriptor): void {
		Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
	}

	private document(url: URL, mode: NonNullable<PageRules['cookies']>): object {
		const browser = this;
		return {
			get cookie(): string {
				if (mode === 'throwing') throw new DOMException('The document is sandboxed.', 'SecurityError');
				browser.cookieReads++;
				return mode === 'blocked' ? '' : browser.visible(url);
			},
			set cookie(text: string) {
				if (mode === 'throwing') throw new DOMException('The document is sandboxed.', 'SecurityError');
				browser.written.push(text);
				if (mode === 'on') browser.setCookie(url, text);
			},
		};
	}

	private alive(): Cookie[] {
		return this.cookies.filter(({ expiresMs }) => expiresMs > this.nowMs);
	}

	private visible(url: URL): string {
		return this.alive()
			.filter(
				({ domain, isHostOnly }) => url.hostname === domain || (!isHostOnly && url.hostname.endsWith(`.${domain}`)),
			)
			.filter(({ isSecure }) => !isSecure || url.protocol === 'https:')
			.map(({ name, value }) => `${name}=${value}`)
			.join('; ');
	}

	private setCookie(url: URL, text: string): void {
		const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
		const of = (key: string) => attributes.find((part) => part.toLowerCase().startsWith(key))?.slice(key.length);
		const wanted = of('domain=') ?? '';
		const isPublic = PUBLIC_SUFFIXES.includes(wanted) || /^[\d.]+$/.test(url.hostname);
		if (wanted !== '' && wanted !== url.hostname && (isPublic || !url.hostname.endsWith(`.${wanted}`))) return;
		const isSecure = attributes.includes('secure');
		if (pair.length > MAX_COOKIE_LENGTH || (isSecure && url.protocol !== 'https:')) return;

		const [name = '', ...value] = pair.split('=');
		const cookie: Cookie = {
			name,
			value: value.join('='),
			domain: wanted || url.hostname,
			isHostOnly: wanted === '' || isPublic,
			isSecure,
			expiresMs: this.nowMs + Number(of('max-age=') ?? Number.POSITIVE_INFINITY) * 1000,
		};
		const isSame = (other: Cookie) =>
			other.name === name && other.domain === cookie.domain && other.isHostOnly === cookie.isHostOnly;
		this.cookies = [...this.cookies.filter((other) => !isSame(other)), cookie];
	}

	private storage(origin: string, mode: NonNullable<PageRules['storage']>): object {
		if (mode === 'throwing') throw new DOMException('Access is denied.', 'SecurityError');
		const map = this.stored(origin);
		return {
			getItem: (key: string) => map.get(key) ?? null,
			removeItem: (key: string) => map.delete(key),
			setItem: (key: string, value: string) => {
				if (mode === 'full') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
				map.set(key, value);
			},
		};
	}
}

/** Starts a browser before each test and ends it afterwards. */
export function useBrowser(): () => Browser {
	let browser: Browser;
	beforeEach(() => {
		browser = new Browser();
	});
	afterEach(() => browser.close());
	return () => browser;
}
