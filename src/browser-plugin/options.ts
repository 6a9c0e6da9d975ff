/** The plugin's options and controls. */

/** Consent: `true` given, `false` refused (erase), `undefined` not known yet (change nothing). */
export type ConsentAnswer = boolean | undefined;

/** Options for all three hosts; each may be left out. */
export interface BrowserOptions {
	/**
	 * How many days a click is kept after its URL was last seen. Browsers allow at most 400, Safari 7. `0` keeps it only until
	 * the page is left.
	 * @default 30
	 */
	readonly lifetimeDays?: number;
	/**
	 * When the reference may be stored and sent.
	 *
	 * - left out: unless the pixel's stored consent or a consent stamp of the event denies it
	 * - `'required'`: only after `grant()` is called
	 * - a function, called for every event: `true` yes, `false` no and erase, `undefined` not known yet. A promise never
	 *   delays an event: until it resolves, the last resolved answer counts
	 * - `{ categories }`: if the event's stamp grants all of them
	 *
	 * `grant()` and `withdraw()` overrule all of these.
	 */
	readonly consent?:
		| 'required'
		| {
				/** The consent categories that the event's stamp must grant. */
				readonly categories: readonly string[];
		  }
		| (() => ConsentAnswer | PromiseLike<ConsentAnswer>);
	/**
	 * `decorate()` adds the reference to links to these domains and their sub-domains.
	 * @default none
	 */
	readonly domains?: readonly string[];
	/**
	 * More places in events for the reference, e.g. `'properties.oppref'` or `'integrations.My Destination.oppref'`.
	 * Writes to `properties` only if the call has some, and never to `integrations` if `All` or that integration is `false`.
	 */
	readonly alsoWrite?: readonly string[];
}

/** The functions that a page can call. None of them ever throws. */
export interface BrowserControls {
	/** The visitor agreed: stores the reference and adds it to the following events. */
	grant(): void;
	/** The visitor refused or changed their mind: erases the reference here and on all parent domains. */
	withdraw(): void;
	/**
	 * Adds the reference to a link to one of `domains`. Returns any other link, and one that already has a reference,
	 * unchanged.
	 */
	decorate(url: string): string;
}
