/** One event as a line of the terminal. */

import { toClock } from '../terminal/clock.js';
import { cut, fit, toPrintable, wrap } from '../terminal/fit.js';
import type { Style } from '../terminal/style.js';
import { wordOf } from '../terminal/words.js';
import type { Summary } from './summary.js';

export interface LineOptions {
	readonly style: Style;
	readonly width: number;
	/** Several pixels: the name of each leads the note. */
	readonly hasPixels: boolean;
	/** One event is looked for: the whole note below its line, where the line has no room for it. @default false */
	readonly isSearch?: boolean;
}

/** Columns before the name; of the word; of the short form of a note. */
const [START, WORD, SHORT] = [12, 12, 18];
/** From here on the note is whole, and the id is shown. */
const WIDE = 100;
const ID = 16;

/** The first line, and below it the whole note where the line has no room for it: from 100 columns on, or if the event is looked for. */
export function toEventLines(summary: Summary, options: LineOptions): string[] {
	const { style, width, hasPixels, isSearch = false } = options;
	const { mark, word } = wordOf(summary);
	const isWide = width >= WIDE;
	const nameWidth = Math.max(8, Math.min(36, width - START - WORD - SHORT - 2));
	const name = toPrintable(summary.type === undefined ? summary.name : `${summary.name} > ${summary.type}`);
	const pixel = hasPixels ? `${summary.pixel}: ` : '';
	const room = width - START - nameWidth - WORD - 2 - (isWide ? ID + 1 : 0);
	const whole = toPrintable(toWhole(summary));
	const all = toPrintable(pixel) + whole;
	const said = isWide && all.length <= room ? all : cut(toPrintable(pixel + (summary.short ?? '')), room);
	const id = isWide ? `${style.dim(fit(toPrintable(summary.id), ID))} ` : '';
	const start = `${style.dim(toClock(summary.at))} ${style.mark(mark)} ${fit(name, nameWidth)} ${fit(word, WORD)} ${id}${said}`;
	const below = (isWide || isSearch) && said !== all ? wrap(whole, width - START) : [];
	return [start.trimEnd(), ...below.map((line) => ' '.repeat(START) + style.dim(line))];
}

function toWhole({ outcome, reason, short = '', note }: Summary): string {
	if (note === undefined || reason === 'profile_remembered') return short;
	return outcome === 'waiting' && short !== '' ? `${short}. ${note}` : note;
}
