/** `GET /api/events` and `GET /api/events/:key`: what became of the last events. */

import type { FastifyInstance } from 'fastify';
import type { Sandbox } from 'openai-ads-destination/sandbox';
import { HttpError } from '../http/http-error.js';
import { toOrderMark } from '../stories/identity.js';
import type { Story } from '../stories/story.js';
import type { StoryBook } from '../stories/story-book.js';
import { createStoryTest, type StoryFilter } from '../stories/story-filter.js';
import { type Summary, toStoryView, toSummary } from '../stories/summary.js';
import { findAttempts } from './find-attempts.js';
import { readStoryList } from './read-story-query.js';

/** Of a key, an order id, a message id. */
const MAX_KEY = 200;
/** Other stories of the same id that are named. */
const MAX_OTHERS = 20;

interface Keyed {
	readonly Params: { readonly key: string };
}

export interface StoryList {
	/** Newest first. */
	readonly events: readonly Summary[];
	/** For `before` of the next page; absent on the last one. */
	readonly older?: string;
}

export interface StoryPorts {
	readonly book: StoryBook;
	/** Brings in what other gateways know. */
	refresh(): Promise<void>;
	/** Tells what it received of an event; undefined if the gateway is live. */
	readonly sandbox?: Sandbox | undefined;
}

export function addStoryRoutes(app: FastifyInstance, { book, refresh, sandbox }: StoryPorts): void {
	app.get('/api/events', async ({ query }) => {
		const { filter, before, limit } = readStoryList(query);
		await refresh();
		return listStories(book, filter, { before, limit });
	});
	app.get<Keyed>('/api/events/:key', async ({ params }) => {
		await refresh();
		const [story, ...others] = findStories(book, params.key);
		if (story === undefined) throw notKept(book);
		return {
			...toStoryView(story),
			...(others.length === 0 ? {} : { others: others.map(({ seq }) => String(seq)) }),
			...(sandbox === undefined ? {} : { requests: findAttempts(sandbox, story) }),
		};
	});
}

function listStories(
	book: StoryBook,
	filter: StoryFilter,
	{ before, limit }: { readonly before: number | undefined; readonly limit: number },
): StoryList {
	const isMeant = createStoryTest(filter);
	const events: Summary[] = [];
	for (const story of book.newestFirst(before)) {
		if (!isMeant(story)) continue;
		if (events.length === limit) return { events, older: events.at(-1)?.key ?? '' };
		events.push(toSummary(story));
	}
	return { events };
}

/** By its key; else by an order's id, a message id or a request id, newest first. */
function findStories(book: StoryBook, key: string): readonly Story[] {
	if (key.length > MAX_KEY) return [];
	const story = /^[1-9]\d{0,15}$/.test(key) ? book.find(Number(key)) : undefined;
	if (story !== undefined) return [story];
	const order = toOrderMark(key);
	const found: Story[] = [];
	for (const each of book.newestFirst()) {
		if (!isNamed(each, key) && each.orderMark !== order) continue;
		found.push(each);
		if (found.length > MAX_OTHERS) break;
	}
	// Who asks for an order means the event that counts, not what was left out as a copy of it.
	return found.sort((one, other) => Number(one.reason === 'duplicate') - Number(other.reason === 'duplicate'));
}

function isNamed({ id, messageId, steps }: Story, key: string): boolean {
	return id === key || messageId === key || steps.some(({ requestId }) => requestId === key);
}

/** `2026-11-27 08:07 UTC` */
function showTime(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function notKept(book: StoryBook): HttpError {
	const { sinceMs } = book;
	const kept =
		sinceMs === undefined
			? 'No event has come since the gateway started.'
			: `It is not among the last ${book.size.stories} events, since ${showTime(sinceMs)}. Search your router, or put it into a file for openai-ads explain.`;
	return new HttpError(404, 'not_found', kept);
}
