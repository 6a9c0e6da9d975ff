/** The operating commands, without the command line: each prints its result and says what the command ends with. */

import { AdminCallError } from './admin-call.js';
import { type LetterQuery, type Operator, OperatorError, type PixelView } from './operator.js';
import { LETTER_TITLE, PIXEL_TITLE, plural, showLetters, showPixels } from './show.js';

/** Of one request. */
const PAGE = 100;

export interface Output {
	/** One JSON object a line, as the admin listener has them. */
	readonly isJson: boolean;
	/** A line on standard output. */
	print(line: string): void;
	/** A line on standard error. */
	tell(line: string): void;
	nowMs(): number;
}

/** 0 done, also when there was nothing to do; 1 something was refused or is too old; 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

export async function listLetters(
	operator: Operator,
	query: LetterQuery,
	limit: number,
	output: Output,
): Promise<ExitCode> {
	let [shown, before]: [number, string | undefined] = [0, undefined];
	do {
		const page = { limit: Math.min(PAGE, limit - shown), ...(before === undefined ? {} : { before }) };
		const { letters, older } = await operator.deadLetters(query, page);
		if (shown === 0 && letters.length > 0 && !output.isJson) output.print(LETTER_TITLE);
		const lines = output.isJson ? letters.map((letter) => JSON.stringify(letter)) : showLetters(letters);
		for (const line of lines) output.print(line);
		shown += letters.length;
		before = letters.length === 0 ? undefined : older;
	} while (before !== undefined && shown < limit);
	if (shown === 0) output.tell('There are no such dead letters.');
	else if (before !== undefined) output.tell(`These are the newest ${shown}. --limit shows more.`);
	return 0;
}

export async function replayLetters(
	operator: Operator,
	query: LetterQuery,
	options: { readonly max: number; readonly isDryRun: boolean },
	output: Output,
): Promise<ExitCode> {
	const result = await operator.replay(query, options);
	const { replayed, tooOld, notKept, hasMore } = result;
	if (output.isJson) output.print(JSON.stringify(result));
	else {
		const done = options.isDryRun ? 'Would put back' : 'Put back';
		output.print(`${done} ${plural(replayed, 'event')} into the queue.`);
		if (tooOld > 0)
			output.print(`${plural(tooOld, 'event is', 'events are')} too old: OpenAI takes none older than 7 days.`);
		if (notKept > 0) output.print(sayNotKept(notKept));
		if (hasMore) output.print('There are more. Run the command again.');
	}
	return tooOld + notKept > 0 ? 1 : 0;
}

function sayNotKept(count: number): string {
	return `${plural(count, 'event was', 'events were')} refused at the door: only the reason is kept.`;
}

export async function listPixels(operator: Operator, output: Output): Promise<ExitCode> {
	const pixels = await operator.pixels();
	const lines = output.isJson
		? pixels.map((pixel) => JSON.stringify(pixel))
		: [PIXEL_TITLE, ...showPixels(pixels, output.nowMs())];
	for (const line of lines) output.print(line);
	return 0;
}

export async function changePixel(
	operator: Operator,
	name: string,
	verb: 'pause' | 'resume',
	output: Output,
): Promise<ExitCode> {
	const pixel = verb === 'pause' ? await operator.pause(name) : await operator.resume(name);
	if (output.isJson) output.print(JSON.stringify(pixel));
	else output.print(`${pixel.name} ${sayChange(verb, pixel)} ${plural(pixel.waiting, 'event waits', 'events wait')}.`);
	return verb === 'resume' && pixel.state === 'paused' ? 1 : 0;
}

function sayChange(verb: 'pause' | 'resume', { state, reason = '' }: PixelView): string {
	if (verb === 'pause') return 'is paused: events are taken and kept, none is sent.';
	return state === 'paused' ? `is still paused. ${reason}` : 'sends again.';
}

/** Runs one of them, and says in a sentence what went wrong. What nobody foresaw is thrown. */
export async function withAnswers(output: Pick<Output, 'tell'>, run: () => Promise<ExitCode>): Promise<ExitCode> {
	try {
		return await run();
	} catch (error) {
		if (!(error instanceof AdminCallError || error instanceof OperatorError)) throw error;
		output.tell(`openai-ads: ${error.message}`);
		const isUsage = USAGE.has(error.code) || (error instanceof AdminCallError && error.failure !== 'refused');
		return isUsage ? 2 : 1;
	}
}

/** What the caller has to write differently. */
const USAGE: ReadonlySet<string | undefined> = new Set([
	'unknown_pixel',
	'bad_request',
	'wrong_token',
	'wrong_host',
	'not_found',
]);
