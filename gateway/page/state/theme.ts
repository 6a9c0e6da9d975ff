/** Light, dark, or as the system says: the choice of this browser. */

import { effect, signal } from '@preact/signals';

const KEY = 'openai-ads-theme';
const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const asked = new URLSearchParams(location.search).get('theme') ?? recall();
export const theme = signal<Theme>(THEMES.find((known) => known === asked) ?? 'system');

effect(() => {
	if (theme.value === 'system') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme.value;
});

export function nextTheme(): Theme {
	return THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system';
}

export function switchTheme(): void {
	theme.value = nextTheme();
	try {
		localStorage.setItem(KEY, theme.value);
	} catch {
		// Storage may be off; the choice then lasts until the page is closed.
	}
}

function recall(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}
