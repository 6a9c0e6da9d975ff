/** What the operating commands print for people: tables of at most 80 columns. Pure. */

import { toOneLine } from '../one-line.js';
import { wrap } from '../terminal/fit.js';
import type { LetterView, PixelView } from './operator.js';

/** Columns of a terminal. (product decision) */
const WIDTH = 80;
const INDENT = '    ';

/**
 * ```
 * AT                   TYPE                  REASON      TRIES  ID
 * 2026-11-26 14:02:05  order_created         rejected        3  1001
 *     shop-us, from server: events[0].data: OpenAI refused the value.
 * ```
 */
export function showLetters(letters: readonly LetterView[]): string[] {
	return letters.flatMap((letter) => {
		const { at, name = typeOf(letter), reason, tries, id, messageId, pixel, from, detail } = letter;
		const row = [showTime(at), fit(name, 20), fit(reason, 12), String(tries).padStart(3), toOneLine(id || messageId)];
		const why = `${pixel}, from ${from}${whyNoReplay(letter)}${detail === '' ? '' : `: ${detail}`}`;
		return [cut(row.join('  ')), ...wrap(toOneLine(why), WIDTH - INDENT.length).map((line) => INDENT + line)];
	});
}

function typeOf({ type, eventKept }: LetterView): string {
	return type ?? (eventKept ? '(unreadable)' : '(unknown)');
}

function whyNoReplay({ tooOld, eventKept }: LetterView): string {
	if (!eventKept) return ', refused at the door';
	return tooOld ? ', too old to replay' : '';
}

export const LETTER_TITLE = ['AT'.padEnd(19), 'TYPE'.padEnd(20), 'REASON'.padEnd(12), 'TRY', 'ID'].join('  ');

/**
 * ```
 * PIXEL                 STATE      WAITING  OLDEST    LEFT    DEAD
 * shop-us               holding      1,221     2 h   6.8 d      14
 *     since 2026-11-26 13:41:00: OpenAI refuses the key (401).
 * ```
 */
export function showPixels(pixels: readonly PixelView[], nowMs: number): string[] {
	return pixels.flatMap((pixel) => {
		const { name, state, waiting, oldestSeconds, oldestDeadline, deadLetters, since, reason } = pixel;
		const leftMs = oldestDeadline === undefined ? undefined : Date.parse(oldestDeadline) - nowMs;
		const age = waiting === 0 ? '-' : showSpan(oldestSeconds);
		const left = leftMs === undefined ? '-' : showSpan(leftMs / 1000);
		const numbers = [count(waiting, 10), age.padStart(6), left.padStart(6), count(deadLetters, 8)];
		const why = [since === undefined ? '' : `since ${showTime(since)}`, reason ?? ''].filter((text) => text !== '');
		const row = [fit(name, 22), fit(state, 8), ...numbers].join('  ');
		return [cut(row), ...(why.length === 0 ? [] : [cut(INDENT + toOneLine(why.join(': ')))])];
	});
}

export const PIXEL_TITLE = [
	'PIXEL'.padEnd(22),
	'STATE'.padEnd(8),
	'WAITING'.padStart(10),
	'OLDEST'.padStart(6),
	'LEFT'.padStart(6),
	'DEAD'.padStart(8),
].join('  ');

/** `45 s`, `12 m`, `2.5 h`, `6.8 d` */
export function showSpan(seconds: number): string {
	if (seconds < 0) return '0 s';
	if (seconds < 100) return `${Math.round(seconds)} s`;
	if (seconds < 6000) return `${Math.round(seconds / 60)} m`;
	if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
	return `${(seconds / 86_400).toFixed(1)} d`;
}

/** `1 event`, `2,000 events` */
export function plural(n: number, one: string, many = `${one}s`): string {
	return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

function showTime(iso: string): string {
	return iso.slice(0, 19).replace('T', ' ').padEnd(19);
}

function count(n: number, width: number): string {
	return n.toLocaleString('en-US').padStart(width);
}

function fit(text: string, width: number): string {
	const line = toOneLine(text);
	return line.length > width ? `${line.slice(0, width - 3)}...` : line.padEnd(width);
}

function cut(line: string): string {
	const text = line.trimEnd();
	return text.length > WIDTH ? `${text.slice(0, WIDTH - 3)}...` : text;
}
