/** The live stream of the gateway: opened once a filter, and again by itself when it is lost. */

import { effect, signal } from '@preact/signals';
import { getJson } from './api.js';
import { dropped, filterText, loadNewest, take } from './events.js';
import { loadPixels } from './pixels.js';
import type { Summary } from './shapes.js';

/** After so long without the gateway the page says that it does not answer. (product decision) */
const LOST_AFTER_MS = 30_000;
const RETRY_MS = 2000;

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'lost';
export const streamState = signal<StreamState>('connecting');
/** Events a second, as the gateway counts them. */
export const rate = signal<number | undefined>(undefined);

let source: EventSource | undefined;
let lostTimer: ReturnType<typeof setTimeout> | undefined;
let retryTimer: ReturnType<typeof setTimeout> | undefined;

export function startStream(): void {
	effect(() => {
		const query = filterText.value;
		void loadNewest();
		open(query);
	});
}

function open(query: string): void {
	source?.close();
	clearTimeout(retryTimer);
	const opened = new EventSource(query === '' ? '/api/stream' : `/api/stream?${query}`);
	source = opened;
	opened.onopen = () => {
		if (streamState.peek() === 'reconnecting' || streamState.peek() === 'lost') void loadNewest();
		clearTimeout(lostTimer);
		lostTimer = undefined;
		streamState.value = 'live';
	};
	opened.onerror = () => lose(opened, query);
	opened.addEventListener('events', ({ data }) => take(toList(parse(data))));
	opened.addEventListener('counts', ({ data }) => readCounts(parse(data)));
	opened.addEventListener('health', () => void loadPixels());
}

function lose(opened: EventSource, query: string): void {
	streamState.value = streamState.peek() === 'lost' ? 'lost' : 'reconnecting';
	lostTimer ??= setTimeout(() => {
		streamState.value = 'lost';
	}, LOST_AFTER_MS);
	// The browser tries again by itself unless the gateway refused.
	if (opened.readyState !== EventSource.CLOSED || opened !== source) return;
	retryTimer = setTimeout(() => void retry(query), RETRY_MS);
}

async function retry(query: string): Promise<void> {
	try {
		await getJson('/api/pixels');
		open(query);
	} catch {
		retryTimer = setTimeout(() => void retry(query), RETRY_MS);
	}
}

function parse(text: unknown): unknown {
	try {
		return JSON.parse(String(text));
	} catch {
		return undefined;
	}
}

function toList(value: unknown): readonly Summary[] {
	if (Array.isArray(value)) return value;
	const { events, more, dropped: lost } = (value ?? {}) as { events?: Summary[]; more?: number; dropped?: number };
	dropped.value += (more ?? 0) + (lost ?? 0);
	return Array.isArray(events) ? events : [];
}

function readCounts(value: unknown): void {
	const { perSecond } = (value ?? {}) as { perSecond?: { received?: number } };
	if (typeof perSecond?.received === 'number') rate.value = perSecond.received;
}
