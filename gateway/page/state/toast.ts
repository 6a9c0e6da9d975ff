/** One short line that says that something was done. */

import { signal } from '@preact/signals';

const SHOWN_MS = 3000;
export const toast = signal('');
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
	toast.value = text;
	clearTimeout(timer);
	timer = setTimeout(() => {
		toast.value = '';
	}, SHOWN_MS);
}

export async function copy(text: string, said: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
		say(said);
	} catch {
		say('The browser does not let this page copy. Select the text instead.');
	}
}

export function copyStory(story: unknown): Promise<void> {
	return copy(JSON.stringify(story, null, 2), 'The masked story is copied.');
}
