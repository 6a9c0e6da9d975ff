/** What is said when a pixel stops to send, and when it sends again. */

import { toPrintable, wrap } from '../terminal/fit.js';
import type { Style } from '../terminal/style.js';
import type { PixelHealth } from './summary.js';

const INDENT = ' '.repeat(12);

/** Creates the lines' source; it is silent about pixels that send and always did. */
export function createHealthLines(style: Style, width: number, nowMs: () => number) {
	const states = new Map<string, string>();
	return (pixels: readonly PixelHealth[]): string[] =>
		pixels.flatMap((pixel) => {
			const before = states.get(pixel.name) ?? 'sending';
			states.set(pixel.name, pixel.state);
			if (before === pixel.state) return [];
			const time = style.dim(new Date(nowMs()).toTimeString().slice(0, 8));
			const isWell = pixel.state === 'sending';
			const [first = '', ...rest] = wrap(toPrintable(describe(pixel)), width - INDENT.length);
			return [`${time} ${style.mark(isWell ? 'ok' : '!!')} ${first}`, ...rest.map((line) => INDENT + line)];
		});
}

const STATES: Readonly<Record<string, string>> = { holding: 'held', paused: 'paused', draining: 'draining' };

function describe({ name, state, reason, waiting }: PixelHealth): string {
	if (state === 'sending') return `${name} sends again.`;
	const why = reason === undefined ? '.' : `: ${reason}`;
	const count = waiting === undefined || waiting === 0 ? '' : ` ${waiting.toLocaleString('en-US')} events wait.`;
	return `${name} is ${STATES[state] ?? state}${why}${count}`;
}
