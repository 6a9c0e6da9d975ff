/** Sends slices of lines one after another and yields the results in input order. */

import type { AnalyticsEvent, EventResult } from 'openai-ads-destination';
import { type MaskedEvent, parseJson, readMessageId } from 'openai-ads-destination/internal';
import { type Line, MAX_LINE_BYTES } from './read-lines.js';

/** A result, in a dry run with the masked event that would be sent. */
export type SentResult = EventResult & { readonly event?: MaskedEvent };

/** One result for each event, in order. Asks for all events, and never rejects. */
export type SendBatch = (events: Iterable<AnalyticsEvent>) => Promise<readonly SentResult[]>;

/** `results[i]` belongs to `lines[i]`. */
export interface SentSlice {
	readonly lines: readonly Line[];
	readonly results: readonly SentResult[];
}

/**
 * Sends each slice. A line that is not JSON is `discarded: malformed` in its place. Once OpenAI has refused the key, nothing
 * more is sent: the rest is `failed: unauthorized` without a request.
 */
export async function* sendLines(slices: AsyncIterable<readonly Line[]>, send: SendBatch): AsyncGenerator<SentSlice> {
	let unauthorized: EventResult | undefined;
	for await (const lines of slices) {
		const unreadable = new Map<Line, EventResult>();
		const events = parseEvents(lines, unreadable);
		const sent = await (unauthorized === undefined ? send(events) : refuse(events, unauthorized));
		unauthorized ??= sent.find(isUnauthorized);
		yield { lines, results: unreadable.size === 0 ? sent : toResults(lines, unreadable, sent) };
	}
}

const isUnauthorized = ({ reason }: EventResult) => reason === 'unauthorized';

function toResults(
	lines: readonly Line[],
	unreadable: ReadonlyMap<Line, EventResult>,
	sent: readonly SentResult[],
): readonly SentResult[] {
	let next = 0;
	const results = lines.map((line) => unreadable.get(line) ?? sent[next++]);
	return results.filter((result) => result !== undefined);
}

/**
 * Yields the events of those lines that are JSON, and notes the results of the others. A line is parsed when its event is
 * asked for, so that not all events are in memory at once.
 */
export function* parseEvents(
	lines: readonly Line[],
	unreadable: Map<Line, EventResult> = new Map(),
): Generator<AnalyticsEvent> {
	for (const line of lines) {
		const parsed = parseLine(line);
		if ('event' in parsed) yield parsed.event;
		else unreadable.set(line, parsed.result);
	}
}

export type ParsedLine = { readonly event: AnalyticsEvent } | { readonly result: EventResult };

/** The event of a line, or why it is none. */
export function parseLine({ text }: Line): ParsedLine {
	if (text === undefined) return discardLine(`longer than ${MAX_LINE_BYTES} bytes.`);
	const event = parseJson(text);
	if (event === undefined) return discardLine('expected one JSON object.');
	return { event: event as AnalyticsEvent }; // Every field of the type is unknown; intake checks the rest.
}

function discardLine(detail: string): ParsedLine {
	return { result: { outcome: 'discarded', reason: 'malformed', detail, messageId: '', attempts: 0 } };
}

async function refuse(events: Iterable<AnalyticsEvent>, unauthorized: EventResult): Promise<readonly EventResult[]> {
	const detail = `not sent because of an earlier answer: ${unauthorized.detail ?? ''}`;
	return Array.from(events, (event) => ({
		outcome: 'failed',
		reason: 'unauthorized',
		detail,
		messageId: readMessageId(event),
		attempts: 0,
	}));
}
