/** Explains the events of a file one after another: each sees what earlier ones taught of its person. */

import { type Explanation, explainEvent } from 'openai-ads-destination';
import { isRecord, readMessageId, showName } from 'openai-ads-destination/internal';
import { createIntake, type Settings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createCompactProfiles } from '../send/compact-profiles.js';
import type { Line } from '../send/read-lines.js';
import { parseLine } from '../send/send-lines.js';

/** One line of the file. */
export interface ExplainedLine {
	readonly line: number;
	/** Shown only if it names nobody. */
	readonly messageId: string;
	/** Of the event, or its call if it has no name. */
	readonly name: string;
	readonly explanation: Explanation;
}

/** Yields one explanation for each line. Profiles are kept in bounded memory and nothing is sent. */
export async function* explainLines(
	slices: AsyncIterable<readonly Line[]>,
	settings: Settings,
	nowMs: () => number,
): AsyncGenerator<ExplainedLine> {
	const profiles = createCompactProfiles({ nowMs });
	const intake = createIntake(settings, withDefaultPorts({ nowMs, profiles }));
	for await (const lines of slices) {
		for (const line of lines) {
			const parsed = parseLine(line);
			if ('result' in parsed) {
				const explanation = toUnreadable(parsed.result.detail ?? '');
				yield { line: line.number, messageId: '', name: 'no event', explanation };
				continue;
			}
			const { event } = parsed;
			const [admission] = await intake([event]);
			const profile = admission?.profile ?? {};
			const explanation = explainEvent(event, settings, nowMs(), { profile });
			yield { line: line.number, messageId: showName(readMessageId(event)), name: toName(event), explanation };
		}
	}
}

function toName(event: unknown): string {
	if (!isRecord(event)) return 'no event';
	const name = event['type'] === 'track' ? event['event'] : event['type'];
	return typeof name === 'string' && name.trim() !== '' ? showName(name) : 'no name';
}

function toUnreadable(detail: string): Explanation {
	return {
		outcome: 'discarded',
		reason: 'malformed',
		detail,
		fields: [],
		notRead: [],
		notes: [],
		attribution: { verdict: 'none', matchKeys: [], reasons: [] },
	};
}
