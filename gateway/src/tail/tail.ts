/** `openai-ads tail`: the newest events that are kept, then each one as it happens. */

import { type AdminAccess, callAdmin } from '../operate/admin-call.js';
import type { EventPrinter } from './event-printer.js';
import { FILTERS, type Filters } from './filters.js';
import { followStream, type Watching } from './follow-stream.js';
import { healthSchema, listSchema, type PixelHealth } from './summary.js';

export interface TailPorts {
	readonly printer: EventPrinter;
	/** Called once the gateway has answered, before the first line. */
	begin?(): void;
	/** For people: that the stream is lost, and back. */
	tell(line: string): void;
	readonly sleep: Watching['sleep'];
}

export interface TailOptions {
	readonly filters: Filters;
	/** How many of those that are kept come first. */
	readonly last: number;
}

const NOT_KEPT = 'It is not among the events that the gateway keeps. If it comes, it is shown here.';

/** Before that of any event. */
const FIRST_KEY = '1';

/** Resolves once the signal aborts. @throws AdminCallError if no gateway answers at the start, or it says no */
export async function tail(
	access: AdminAccess,
	{ filters, last }: TailOptions,
	{ printer, begin, tell, sleep }: TailPorts,
	signal: AbortSignal,
): Promise<void> {
	const search = toSearch(filters);
	const { kept, newest } = await readNewest(access, search, last);
	begin?.();
	if (filters.find !== undefined && kept.length === 0) tell(NOT_KEPT);
	if (kept.length > 0) printer.health(await readPixels(access)); // The lines of several pixels begin with their name.
	for (const event of kept) printer.events([event]);
	printer.second();
	let isLost = false;
	const watching: Watching = {
		onEvents: (events, more) => printer.events(events, more),
		onHealth: (pixels) => printer.health(pixels),
		onOpen: () => {
			if (isLost) tell('The gateway is back.');
			isLost = false;
		},
		onLost: () => {
			if (!isLost)
				tell('The gateway does not answer. Trying again; events that end meanwhile are shown if it still runs.');
			isLost = true;
		},
		sleep,
	};
	const ticking = setInterval(() => printer.second(), 1000);
	try {
		await followStream(access, search, watching, signal, newest);
	} finally {
		clearInterval(ticking);
		printer.second();
	}
}

/** Oldest first, and the key of the newest: the stream tells of all changes since, so that nothing ends unseen in between. */
async function readNewest(access: AdminAccess, search: URLSearchParams, last: number) {
	const query = new URLSearchParams(search);
	query.set('limit', String(Math.max(1, last)));
	const { events } = await callAdmin(access, { path: `/api/events?${query}` }, listSchema);
	return { kept: events.slice(0, last).reverse(), newest: events[0]?.key ?? FIRST_KEY };
}

/** None if they can't be read: the stream tells of them too. */
async function readPixels(access: AdminAccess): Promise<readonly PixelHealth[]> {
	return callAdmin(access, { path: '/api/pixels' }, healthSchema.shape.pixels).catch(() => []);
}

export function toSearch(filters: Filters): URLSearchParams {
	const search = new URLSearchParams();
	if (filters.find !== undefined) search.set('q', filters.find);
	for (const name of FILTERS) for (const value of filters[name] ?? []) search.append(name, value);
	return search;
}
