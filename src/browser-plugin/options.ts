/** What a page can set. */

/** What is known about consent: given, refused (erase), or not known yet (touch nothing). */
export type ConsentAnswer = boolean | undefined;

/** Options of all three hosts; each may be left out. */
export interface BrowserOptions {
	/**
	 * Days that a click is kept, counted from the last time its URL was seen. Browsers allow 400 at most, Safari 7.
	 * @default 30
	 */
	readonly lifetimeDays?: number;
	/**
	 * When the reference may be stored and sent.
	 *
	 * - left out: unless the pixel's stored consent or a consent stamp of the event denies it
	 * - `'required'`: not before `grant()` is called
	 * - a function, asked at every event: `true` yes, `false` no and erase, `undefined` not known yet. A promise never holds
	 *   up an event: until it settles, the last settled answer counts
	 * - `{ categories }`: when the event's stamp grants all of them
	 *
	 * `grant()` and `withdraw()` overrule all of these.
	 */
	readonly consent?:
		| 'required'
		| { readonly categories: readonly string[] }
		| (() => ConsentAnswer | PromiseLike<ConsentAnswer>);
	/** Domains, sub-domains included, to whose links `decorate()` adds the reference. None by default. */
	readonly domains?: readonly string[];
	/**
	 * Further places in events for the reference, e.g. `'properties.oppref'` or `'integrations.My Destination.oppref'`.
	 * `properties` are written only where the call has some, `integrations` never where `All` or that integration is `false`.
	 */
	readonly alsoWrite?: readonly string[];
}

/** What a page can do with the plugin. None of these ever throws. */
export interface BrowserControls {
	/** The visitor agreed: stores the reference and puts it into the following events. */
	grant(): void;
	/** The visitor refused or changed their mind: erases what is stored here and on all parent domains. */
	withdraw(): void;
	/**
	 * Adds the reference to a link, if its domain is one of `domains`. Any other, and one that carries a reference already,
	 * comes back unchanged.
	 */
	decorate(url: string): string;
}
