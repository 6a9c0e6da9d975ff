/** Where the page is: `#/events/1001?type=order_created`. The address is the only place that keeps it. */

import { signal } from '@preact/signals';

export type View = 'overview' | 'events' | 'queue' | 'set-up';
export type Query = Readonly<Record<string, string>>;
export interface Route {
	readonly view: View;
	/** An event's key, order id, message id or request id; a reason of dead letters. */
	readonly id?: string;
	readonly query: Query;
}

const VIEWS: readonly View[] = ['events', 'queue', 'set-up'];

/** Longest value that the API takes. */
const MAX_VALUE = 200;

export const route = signal<Route>(parse(location.hash));

addEventListener('hashchange', () => {
	route.value = parse(location.hash);
});

/** Anything unknown is the overview. */
export function parse(hash: string): Route {
	const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
	const [view, id] = path.split('/');
	const query = Object.fromEntries(
		[...new URLSearchParams(search)].map(([name, value]) => [name, value.slice(0, MAX_VALUE)]),
	);
	return { view: VIEWS.find((known) => known === view) ?? 'overview', ...(id ? { id: decode(id) } : {}), query };
}

/** Without what is empty. */
export function toHash(view: View, query: Query = {}, id?: string): string {
	const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
	return `#/${view}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}

/** Changes some of the query, and stays where it is. */
export function withQuery(changes: Query): string {
	const { view, id, query } = route.peek();
	return toHash(view, { ...query, ...changes }, id);
}

export function go(hash: string): void {
	location.hash = hash;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text).slice(0, MAX_VALUE);
	} catch {
		return text.slice(0, MAX_VALUE);
	}
}
