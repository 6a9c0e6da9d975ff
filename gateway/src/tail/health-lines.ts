/** What is said when a pixel stops to send, with what to do, and when it sends again. */

import { fill } from '../doctor/words.js';
import { GATEWAY_WORDS } from '../doctor/words-of-gateway.js';
import { KEY_WORDS } from '../doctor/words-of-key.js';
import { toClock } from '../terminal/clock.js';
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
			const time = style.dim(toClock(nowMs()));
			const isWell = pixel.state === 'sending';
			const [first = '', ...rest] = wrap(toPrintable(describe(pixel)), width - INDENT.length);
			const cure = cureOf(pixel, pixels.length > 1) ?? '';
			const cures = wrap(toPrintable(cure), width - INDENT.length - 2);
			return [
				`${time} ${style.mark(isWell ? 'ok' : '!!')} ${first}`,
				...rest.map((line) => INDENT + line),
				...cures.map((line, index) => `${INDENT}${index === 0 ? '> ' : '  '}${line}`),
			];
		});
}

const STATES: Readonly<Record<string, string>> = { holding: 'held', paused: 'paused', draining: 'draining' };

function describe({ name, state, reason, waiting }: PixelHealth): string {
	if (state === 'sending') return `${name} sends again.`;
	const why = reason === undefined ? '.' : `: ${reason}`;
	const count = waiting === undefined || waiting === 0 ? '' : ` ${waiting.toLocaleString('en-US')} events wait.`;
	return `${name} is ${STATES[state] ?? state}${why}${count}`;
}

/** What the command `doctor` says of the same; it can look closer. */
function cureOf({ name, state, httpStatus, pausedBy }: PixelHealth, isOneOfSeveral: boolean): string | undefined {
	if (pausedBy === 'command') return fill(GATEWAY_WORDS.queue_paused.cure[0], { name: toArgument(name) });
	if (state !== 'holding') return undefined;
	const source = isOneOfSeveral ? `pixels.${name}.apiKey` : 'OPENAI_CONVERSIONS_API_KEY';
	const pixelSource = isOneOfSeveral ? `pixels.${name}.pixelId` : 'OPENAI_ADS_PIXEL_ID';
	if (httpStatus === 401) return fill(KEY_WORDS.key_refused.cure[0], { source });
	if (httpStatus === 403) return fill(KEY_WORDS.key_other_account.cure[0], { source, pixelSource });
	return 'npx --no openai-ads doctor';
}

/** As a shell takes it. */
function toArgument(name: string): string {
	return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
