/** The click reference of this page: captured, kept and handed out as far as consent goes. */

import { METAROUTER_COOKIE, PIXEL_OBREF_COOKIE, PIXEL_OPPREF_COOKIE } from '../destination/contract/oppref.js';
import { type Click, decoded, escaped, fingerprint, spaced } from './click.js';
import { readCookie } from './cookies.js';
import { findOppref } from './find-oppref.js';
import { createGate } from './gate.js';
import type { BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { createStore } from './store.js';

/** A click whose URL is still open is not renewed more often than this. */
const RENEWAL_MS = 3_600_000;
/** Eight fingerprints of seven characters: that many clicks back an old URL is still known to be old. */
const OLDER_LENGTH = 56;

/** What may be handed out now; empty without consent. */
export interface References {
	/** For events: the bytes of the pixel's cookie if it holds this click, for the pixel is OpenAI's own reader; else the URL's. */
	readonly oppref?: string | undefined;
	/** The same as it stands in URLs. */
	readonly link?: string | undefined;
	/** The pixel's browser id. */
	readonly obref?: string | undefined;
}

export interface Reference {
	/** Looks for a newer click, in this event and in the address bar, and says what may be handed out. Reads cookies once. */
	recall(context?: Record<string, any>): References;
	/** Tells the visitor's own answer, which overrules all others. */
	settle(answer: boolean): void;
	/** From now on nothing is written to the device. */
	forgo(): void;
}

/** @param refresh called when consent has changed outside an event */
export function createReference(options: BrowserOptions, refresh: () => void): Reference {
	const store = createStore(options);
	const gate = createGate(options, refresh);
	let seen: string | undefined;
	let pending: string | undefined;

	function look(...urls: unknown[]): void {
		for (const raw of urls.map(findOppref)) if (raw && raw !== seen) seen = pending = raw;
	}

	function keep(raw: string, known: Click | undefined, pixel: string | undefined): Click | undefined {
		const now = Date.now();
		const print = fingerprint(raw);
		const before = known ? fingerprint(known.raw) : '';
		if (known?.raw === raw) {
			if (now - known.last < RENEWAL_MS) return known;
			known = { ...known, last: now };
		} else {
			// A click that was replaced once is a reload, a way back or a bookmark, never news.
			if (before !== print && known?.older.includes(print)) return known;
			const pixels = pixel && fingerprint(pixel);
			known = {
				first: Math.max(now, (known?.first ?? 0) + 1),
				last: now,
				older: (before + (pixels === print ? '' : (pixels ?? '')) + (known?.older ?? '')).slice(0, OLDER_LENGTH),
				raw,
			};
		}
		store.write(known);
		return known;
	}

	look(location.href);

	return {
		recall(context = {}) {
			let read: string | undefined;
			const jar = () => (read ??= quietly(() => document.cookie) ?? '');
			const page = context['page'];
			look(page?.search, page?.tab_url, location.href);
			const answer = gate.ask(context, jar);
			if (answer === false) {
				store.erase(jar());
				seen = undefined;
				if (gate.isFinal()) pending = undefined;
			}
			if (answer !== true) return {};

			const [obref] = readCookie(jar(), PIXEL_OBREF_COOKIE);
			const [pixel] = readCookie(jar(), PIXEL_OPPREF_COOKIE);
			let click = store.read(jar());
			if (pending) click = keep(pending, click, pixel);
			pending = undefined;
			const raw = click?.raw;
			if (click && pixel && spaced(pixel) === decoded(click.raw)) return { oppref: pixel, link: raw, obref };
			// What the pixel has and this page never saw came after it: a landing page with the pixel alone.
			const isOurs = click && !(pixel && !(fingerprint(click.raw) + click.older).includes(fingerprint(pixel)));
			if (isOurs) return { oppref: raw, link: raw, obref };
			const oppref = pixel || readCookie(jar(), METAROUTER_COOKIE)[0];
			return { oppref, link: oppref && escaped(oppref), obref };
		},
		settle(answer) {
			gate.settle(answer);
			quietly(refresh);
		},
		forgo: store.forgo,
	};
}
