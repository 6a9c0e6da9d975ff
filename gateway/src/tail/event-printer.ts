/** Prints what the stream tells: a line for each fate, and how many were too many for a second. */

import { toClock } from '../terminal/clock.js';
import { wordOf } from '../terminal/words.js';
import { type LineOptions, toEventLines } from './event-line.js';
import { createHealthLines } from './health-lines.js';
import { createLineLimit } from './line-limit.js';
import { createNews } from './news.js';
import type { PixelHealth, Summary } from './summary.js';

export interface PrinterOptions extends Omit<LineOptions, 'hasPixels'> {
	/** What is known of it before the gateway tells. @default false */
	readonly hasPixels?: boolean;
	/** One JSON object a line instead, all of them. */
	readonly isJson: boolean;
	/** Lines a second are bounded where a person reads them. */
	readonly isLimited: boolean;
	print(line: string): void;
	/** What is no event, where results are JSON. */
	tell(line: string): void;
	nowMs(): number;
}

export interface EventPrinter {
	events(events: readonly Summary[], more?: number): void;
	health(pixels: readonly PixelHealth[]): void;
	/** To be called each second. */
	second(): void;
}

export function createEventPrinter(options: PrinterOptions): EventPrinter {
	const { isJson, isLimited, isSearch = false, print, tell, style, width, nowMs } = options;
	const isNews = createNews();
	const limit = createLineLimit(isLimited ? undefined : Number.POSITIVE_INFINITY);
	const healthLines = createHealthLines(style, width, nowMs);
	let hasPixels = options.hasPixels === true;
	const say = isJson ? tell : print;
	return {
		events: (events, more = 0) => {
			limit.skip(more);
			for (const event of events) {
				if (!isNews(event) || !limit.lets()) continue;
				if (isJson) print(JSON.stringify(event));
				else for (const line of toEventLines(event, { style, width, hasPixels, isSearch })) print(line);
			}
		},
		health: (pixels) => {
			hasPixels = pixels.length > 1;
			for (const line of healthLines(pixels)) say(line);
		},
		second: () => {
			const count = limit.next();
			if (count === 0) return;
			say(
				`${style.dim(toClock(nowMs()))} ${style.mark('..')} ${count.toLocaleString('en-US')} more events this second`,
			);
		},
	};
}

/** Where the page tells the story of what is looked for. */
export function pageOf(origin: string, id: string): string {
	return `Field by field: ${origin}/#/events/${encodeURIComponent(id)}`;
}

/** The first line on a terminal: what the marks mean. */
export function legend(style: LineOptions['style']): string {
	const skipped = wordOf({ outcome: 'skipped' }).word;
	return `${style.mark('ok')} accepted  ${style.mark('--')} ${skipped}  ${style.mark('no')} discarded  ${style.mark('!!')} look  ${style.mark('..')} waits        Ctrl-C ends`;
}
