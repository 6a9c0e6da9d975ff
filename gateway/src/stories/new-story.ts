/** Makes a story of what it begins with. */

import type { Texts } from './intern.js';
import { ownText } from './own-text.js';
import type { Story, StoryStart, StoryState } from './story.js';

/**
 * Names each field, also those that are absent: all stories have one shape then, which a change need not widen. Copies with `...` take
 * seven times as long and twice the memory. Measured: docs/performance.md
 *
 * @param seq its place among all stories
 * @param texts those that stories share
 */
export function newStory(seq: number, start: StoryStart, state: StoryState, texts: Texts): Story {
	return {
		seq,
		changed: seq,
		bytes: 0,
		atMs: start.atMs,
		pixel: start.pixel,
		pixelId: start.pixelId,
		type: start.type,
		name: ownText(start.name),
		customName: start.customName,
		id: ownText(start.id),
		messageId: ownText(start.messageId),
		source: texts.keep(start.source),
		tier: start.tier,
		amount: start.amount,
		currency: start.currency,
		identity: start.identity,
		marks: start.marks,
		orderMark: start.orderMark,
		reference: start.reference,
		instance: start.instance,
		isForeign: start.isForeign,
		outcome: state.outcome,
		reason: state.reason,
		detail: state.detail,
		meant: state.meant,
		verdict: state.verdict,
		matchKeys: state.matchKeys,
		notes: state.notes,
		steps: state.steps,
		explanation: state.explanation,
		laterKeys: state.laterKeys,
		duplicateOf: state.duplicateOf,
	};
}
