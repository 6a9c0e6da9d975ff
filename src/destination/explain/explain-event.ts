/** Says why an event becomes what it becomes: the mapper, watched. */

import { toVerdict } from '../attribution.js';
import { listNotes } from '../intake/list-notes.js';
import type { Ending } from '../map/ending.js';
import { isRecord } from '../primitives/json.js';
import { sha256 as defaultSha256, type Sha256 } from '../primitives/sha256.js';
import type { Recollection } from '../profile/profile.js';
import type { SettingsInput } from '../settings/settings.js';
import { withCure } from './ending-cures.js';
import type { ExplainedField, Explanation } from './explanation.js';
import { factKeys } from './fact-keys.js';
import { findReasons } from './find-reasons.js';
import { findItemSources } from './item-origins.js';
import { listFields } from './list-fields.js';
import { maskEvent } from './mask.js';
import { toKeyNames } from './match-key-names.js';
import { listNotRead } from './not-read.js';
import { findOrigin } from './origins.js';
import { isTrace, type Trace, traceEvent } from './trace.js';
import { watchedMappingOf } from './watch-mapping.js';

export interface ExplainOptions {
	/** The person's profile, as for `mapEvent`. `{}` says that profiles are kept and this person has none. */
	readonly profile?: Recollection | undefined;
	readonly sha256?: Sha256 | undefined;
}

/**
 * Maps an analytics event as `mapEvent` does and says where each field came from, what was not read, how well OpenAI can
 * tie the event to an ad, and what would change that. Everything in it is masked; it takes about four times as long as
 * mapping, and sends nothing.
 *
 *   explainEvent({ type: 'track', event: 'Order Completed', messageId: 'm1', timestamp, properties: { total: 129.99, currency: 'USD' } }, {}, now)
 *   // { outcome: 'accepted', reason: 'validated', event,
 *   //   fields: [{ path: 'id', value: 'm1', from: 'messageId', rule }, ..., { path: 'data.amount', value: '12999', from: 'properties.total', rule }],
 *   //   notRead: [], notes, attribution: { verdict: 'none', matchKeys: [], reasons: [{ code: 'no_click_server', message, cure }] } }
 *   explainEvent({ type: 'track', event: 'Cart Viewed', messageId: 'm2' }, {}, now)
 *   // { outcome: 'skipped', reason: 'event_not_mapped', detail, fields: [], ... }
 *
 * @param settings as `createDestination` takes them, but key and pixel are not needed; compiled once per object
 * @param nowMs Unix milliseconds
 * @throws SettingsError, and nothing else
 */
export function explainEvent(
	analyticsEvent: unknown,
	settings: SettingsInput,
	nowMs: number,
	{ profile, sha256 = defaultSha256 }: ExplainOptions = {},
): Explanation {
	const watched = watchedMappingOf(settings);
	const traced = traceEvent(analyticsEvent, watched, { nowMs, profile, sha256 });
	const { settings: parsed } = watched.mapping;
	return isTrace(traced) ? explainTrace(traced) : { ...withCure(traced, analyticsEvent, parsed), ...NOTHING };
}

const NOTHING = {
	fields: [],
	notRead: [],
	notes: [],
	attribution: { verdict: 'none', matchKeys: [], reasons: [] },
} as const;

function explainTrace(trace: Trace): Explanation {
	const { draft, ending, context } = trace;
	const notRead = listNotRead(trace);
	// An event that ends early has no draft; what it would have brought is in its facts.
	const matchKeys = draft === undefined ? factKeys(trace.reading) : trace.matchKeys;
	const rest = {
		notRead,
		notes: listNotes(trace.notes),
		attribution: {
			verdict: toVerdict(matchKeys),
			matchKeys: toKeyNames(matchKeys),
			reasons: findReasons(trace, notRead),
		},
	};
	if (draft === undefined || ending !== undefined) {
		const whole = withCure(ending as Ending, trace.reading.event, trace.watched.mapping.settings); // Without a draft there is an ending.
		return { ...whole, fields: [], ...rest };
	}
	const event = maskEvent(draft, context.sha256);
	return { outcome: 'accepted', reason: 'validated', event, fields: explainFields(event, trace), ...rest };
}

function explainFields(event: Parameters<typeof listFields>[0], trace: Trace): ExplainedField[] {
	const items = findItemSources(trace);
	const fields: ExplainedField[] = [];
	for (const { path, value } of listFields(isRecord(event) ? event : {}))
		fields.push({ path, value, ...findOrigin(path, items, trace) });
	return fields;
}
