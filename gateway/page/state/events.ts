/** The list of events: the newest, live, and older ones as they are scrolled to. It stands still under a pointer or a focused row. */

import { batch, computed, effect, signal } from '@preact/signals';
import { ApiError, getJson } from './api.js';
import { route } from './route.js';
import type { Summary } from './shapes.js';

/** Summaries kept in the page. (product decision) */
const MAX_KEPT = 10_000;
const PAGE = 100;
/** Parts of the query that the API filters by. */
export const FILTERS = ['type', 'name', 'outcome', 'reason', 'verdict', 'source', 'pixel', 'instance', 'q'] as const;

export const events = signal<readonly Summary[]>([]);
/** Newer ones, which are not shown yet. */
export const newer = signal<readonly Summary[]>([]);
export const older = signal<string | undefined>(undefined);
export const listProblem = signal<ApiError | undefined>(undefined);
export const isLoaded = signal(false);
export const isPaused = signal(false);
/** Whether a pointer or the focus is in the list, or it is scrolled. */
export const isBusy = signal(false);
/** Whether any event at all has been seen: until then the first run is shown. */
export const hasAny = signal(false);

/** Events that the stream left out: more came than it shows, or the browser was slow. Reading the list again makes it whole. */
export const dropped = signal(0);
/** Whether events of several gateways are in the list. */
export const hasInstances = computed(() => new Set(events.value.map(({ instance }) => instance)).size > 1);

export const filter = computed(() => {
	const { query } = route.value;
	return Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
});
export const filterText = computed(() => new URLSearchParams(filter.value).toString());

effect(() => {
	if (!isPaused.value && !isBusy.value && newer.value.length > 0) showNewer();
});

/** @returns whether it is still what is wanted */
export async function loadNewest(): Promise<void> {
	const asked = filterText.peek();
	isLoaded.value = false;
	try {
		const page = await getJson<{ events: Summary[]; older?: string }>('/api/events', {
			...filter.peek(),
			limit: String(PAGE),
		});
		if (asked !== filterText.peek()) return;
		batch(() => {
			events.value = page.events;
			older.value = page.older;
			newer.value = [];
			dropped.value = 0;
			listProblem.value = undefined;
			hasAny.value ||= page.events.length > 0 || asked !== '';
		});
	} catch (error) {
		if (error instanceof ApiError) listProblem.value = error;
		else throw error;
	} finally {
		isLoaded.value = true;
	}
}

let isLoadingOlder = false;
export async function loadOlder(): Promise<void> {
	const before = older.peek();
	if (before === undefined || isLoadingOlder || events.peek().length >= MAX_KEPT) return;
	isLoadingOlder = true;
	const asked = filterText.peek();
	try {
		const page = await getJson<{ events: Summary[]; older?: string }>('/api/events', {
			...filter.peek(),
			before,
			limit: String(PAGE),
		});
		if (asked !== filterText.peek()) return;
		batch(() => {
			events.value = merge(events.peek(), page.events);
			older.value = page.older;
		});
	} catch {
		// Tried again at the next scroll.
	} finally {
		isLoadingOlder = false;
	}
}

/** Takes what the stream brings: new events, and a later fate of known ones, which changes its row in place. */
export function take(arrived: readonly Summary[]): void {
	if (arrived.length === 0) return;
	const byKey = new Map(arrived.map((summary) => [summary.key, summary]));
	const update = (list: readonly Summary[]) =>
		list.some(({ key }) => byKey.has(key)) ? list.map((known) => pick(byKey, known)) : list;
	batch(() => {
		hasAny.value = true;
		events.value = update(events.peek());
		const updated = update(newer.peek());
		const fresh = [...byKey.values()].sort(newestFirst);
		newer.value = [...fresh, ...updated].slice(0, MAX_KEPT);
	});
}

function pick(byKey: Map<string, Summary>, known: Summary): Summary {
	const later = byKey.get(known.key);
	byKey.delete(known.key);
	return later ?? known;
}

export function showNewer(): void {
	batch(() => {
		events.value = [...newer.peek(), ...events.peek()].slice(0, MAX_KEPT);
		newer.value = [];
	});
}

function merge(list: readonly Summary[], more: readonly Summary[]): readonly Summary[] {
	const known = new Set(list.map(({ key }) => key));
	return [...list, ...more.filter(({ key }) => !known.has(key))].slice(0, MAX_KEPT);
}

function newestFirst(one: Summary, other: Summary): number {
	return one.at < other.at ? 1 : one.at > other.at ? -1 : 0;
}
