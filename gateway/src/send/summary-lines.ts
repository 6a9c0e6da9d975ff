/** The words of the summary. */

import type { AttributionVerdict } from 'openai-ads-destination';
import type { Kind, Kinds } from './kinds.js';

/** Kinds that are shown of one reason. Our choice. */
const MAX_SHOWN = 20;
const VERDICTS: readonly AttributionVerdict[] = ['attributable', 'matchable', 'weak', 'none'];
const NO_CLICK =
	'  No accepted event carries the ad click (oppref), so OpenAI can credit none of them for certain. See docs/errors.md.';

/** The verdicts of accepted events, and a word if none of them carries the click; nothing if none was accepted. */
export function summarizeVerdicts(verdicts: ReadonlyMap<AttributionVerdict, number>): string[] {
	if (verdicts.size === 0) return [];
	const counts = VERDICTS.map((verdict) => `${verdicts.get(verdict) ?? 0} ${verdict}`).join(', ');
	return [`  attribution: ${counts}`, ...(verdicts.has('attributable') ? [] : [NO_CLICK])];
}

/** One line for a single kind; else the total, and a line for each kind, most frequent first. */
export function summarizeKinds(title: string, kinds: Kinds): string[] {
	const all = kinds.all();
	const [single, ...others] = all;
	if (single === undefined) return [];
	if (others.length === 0) return [`  ${title} ${describe(single)}`];
	// Names that were probably meant to be others come first: that may be an order.
	const rank = ({ text }: Kind) => (text.includes('Did you mean') ? 0 : 1);
	const sorted = [...all].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
	const rest = sorted.length - MAX_SHOWN;
	return [
		`  ${title} ${kinds.total}`,
		...sorted.slice(0, MAX_SHOWN).map((kind) => `    ${describe(kind)}`),
		...(rest > 0 ? [`    and ${rest} more kinds`] : []),
	];
}

function describe({ count, firstLine, text }: Kind): string {
	return text === '' ? `${count}, first in line ${firstLine}` : `${count}, first in line ${firstLine}: ${text}`;
}
