/** The answer of `openai-ads trigger`: what became of the example, and what to try next. */

import type { Summary } from '../tail/summary.js';
import { wrap } from '../terminal/fit.js';
import { keyWords, money, verdictSentence } from '../terminal/sentences.js';
import type { Style } from '../terminal/style.js';
import { wordOf } from '../terminal/words.js';

export interface FateContext {
	readonly style: Style;
	readonly width: number;
	/** Of the page: `http://127.0.0.1:8789` */
	readonly origin: string;
	readonly messageId: string;
	readonly name: string;
	readonly tookMs: number;
	readonly isMarked: boolean;
	readonly mode: string;
	/** Flags that name the gateway, with a space before each; empty for the usual one. */
	readonly flags: string;
}

const COMMAND = 'npx --no openai-ads trigger';

/** Of one example; `undefined` if nothing is known of it. */
export function describeFate(fate: Summary | undefined, context: FateContext): string[] {
	const { style, width, origin, messageId, name, flags } = context;
	const { mark } = fate === undefined ? { mark: '..' as const } : wordOf(fate);
	const [first = '', ...rest] = wrap(headline(fate, context), width - 4);
	return [
		`${style.mark(mark)}  ${style.bold(first)}`,
		...rest.map((line) => `    ${line}`),
		...(fate === undefined ? [] : describeDetail(fate, width)),
		'',
		`    Field by field:   ${origin}/#/events/${messageId}`,
		...(fate !== undefined && fate.outcome !== 'accepted' ? [] : [describeNext(fate, name, flags)]),
	];
}

/** The same with or without a click: what shows its worth. Of what was not sent it shows nothing. */
function describeNext(fate: Summary | undefined, name: string, flags: string): string {
	if (fate?.verdict === 'attributable') return `    Without a click:  ${COMMAND} ${name} --without oppref${flags}`;
	return `    With a click:     ${COMMAND} order${flags}`;
}

function headline(fate: Summary | undefined, { tookMs, isMarked, mode }: FateContext): string {
	const seconds = (tookMs / 1000).toFixed(1);
	if (fate === undefined)
		return `Nothing is known of it after ${seconds} s. Its gateway may keep its stories elsewhere.`;
	const short = fate.short === undefined ? '' : `: ${fate.short}`;
	if (fate.outcome === 'waiting') return `Still waits after ${seconds} s${short}.`;
	if (fate.outcome !== 'accepted') return `${toSentence(wordOf(fate).word)} after ${seconds} s.`;
	const verdict = verdictSentence(fate.verdict, fate.matchKeys);
	if (mode === 'live' && isMarked)
		return `Checked by OpenAI after ${seconds} s, and not counted: it is an example. ${verdict}`;
	return `Accepted after ${seconds} s. ${verdict}`;
}

function describeDetail(fate: Summary, width: number): string[] {
	const keys = keyWords(fate.matchKeys);
	const facts = [fate.type, money(fate), keys && `match keys ${keys}`].filter(
		(text) => text !== undefined && text !== '',
	);
	const note = fate.note === undefined ? [] : wrap(fate.note, width - 4);
	return [...(facts.length === 0 ? [] : [facts.join(', ')]), ...note].map((line) => `    ${line}`);
}

/** Of several examples: how many had each fate. */
export function describeFates(fates: readonly Summary[], count: number, style: Style): string[] {
	const tally = new Map<string, { count: number; readonly fate: Summary }>();
	for (const fate of fates) {
		const key = `${fate.outcome} ${wordOf(fate).word}`;
		const known = tally.get(key);
		if (known === undefined) tally.set(key, { count: 1, fate });
		else known.count += 1;
	}
	const lines = [...tally.values()].map(({ count: n, fate }) => {
		const { mark, word } = wordOf(fate);
		return `${style.mark(mark)}  ${n} ${fate.outcome}: ${word}`;
	});
	const unknown = count - fates.length;
	return unknown === 0 ? lines : [...lines, `${style.mark('..')}  ${unknown} not known yet`];
}

function toSentence(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
