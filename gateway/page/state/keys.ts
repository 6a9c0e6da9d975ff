/** Keys of the page: off where somebody types, and with a modifier. */

import { signal } from '@preact/signals';
import { getJson } from './api.js';
import { events, isPaused } from './events.js';
import { go, route, toHash } from './route.js';
import { switchTheme } from './theme.js';
import { copy, copyStory } from './toast.js';

export const isHelpOpen = signal(false);
let isGoing = false;

export function listenToKeys(): void {
	addEventListener('keydown', (event) => {
		const target = event.target as HTMLElement;
		if (event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
		// A button keeps its own keys, and a dialog closes by itself.
		if ((event.key === ' ' && target.closest('button, summary')) || document.querySelector('dialog[open]')) return;
		if (press(event.key)) event.preventDefault();
	});
}

function press(key: string): boolean {
	if (isGoing) {
		isGoing = false;
		const view = ({ o: 'overview', e: 'events', q: 'queue', s: 'set-up' } as const)[key];
		if (view !== undefined) go(toHash(view));
		return view !== undefined;
	}
	const action = ACTIONS[key];
	action?.();
	return action !== undefined;
}

const ACTIONS: Readonly<Record<string, () => void>> = {
	'/': () => document.getElementById('q')?.focus(),
	g: () => {
		isGoing = true;
	},
	j: () => step(1),
	k: () => step(-1),
	Escape: () => {
		const { view, query, id } = route.peek();
		if (id !== undefined) go(toHash(view, query));
	},
	' ': () => {
		isPaused.value = !isPaused.peek();
	},
	c: () => void copy(location.href, 'Link copied.'),
	y: () => void copyShownStory(),
	t: switchTheme,
	'?': () => {
		isHelpOpen.value = true;
	},
};

function step(by: number): void {
	const { id, query } = route.peek();
	const all = events.peek();
	const at = all.findIndex(({ key, id: order, messageId }) => key === id || order === id || messageId === id);
	const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
	if (next !== undefined) go(toHash('events', query, next.key));
}

async function copyShownStory(): Promise<void> {
	const { id } = route.peek();
	if (id === undefined) return;
	const story = await getJson<unknown>(`/api/events/${encodeURIComponent(id)}`).catch(() => undefined);
	if (story !== undefined) await copyStory(story);
}
