/** Turns what the mapper used into where each field came from. */

import { isTrue } from '../map/consent/flags.js';
import { deniesAdTracking } from '../map/consent/switches.js';
import { isAppEvent } from '../map/event/event-type.js';
import type { Place } from '../map/paths/sources.js';
import { readPlace } from '../map/paths/sources.js';
import { isRecord } from '../primitives/json.js';
import { toEventKey } from '../settings/conflicts.js';
import { findItemOrigin, type ItemSources } from './item-origins.js';
import { ASSUMED, fromPath, fromProfile, fromSetting, type Origin } from './origin.js';
import { type Rule, SOURCE_RULES } from './rule-words.js';
import type { Trace } from './trace.js';
import { findUserOrigin } from './user-origins.js';

/** The origin of a field of a trace's draft. It is named as `listFields()` does, a member of a list of `user` with its index. */
export function findOrigin(path: string, items: ItemSources, trace: Trace): Origin {
	if (path.startsWith('user.')) return findUserOrigin(path, trace);
	const item = ITEM_FIELD.exec(path);
	if (item !== null) return findItemOrigin(Number(item[1]), item[2] ?? '', items, trace);
	const find = Object.hasOwn(FINDERS, path) ? FINDERS[path] : undefined;
	return find === undefined ? findCustomField(path, trace) : find(trace);
}

const ITEM_FIELD = /^data\.contents\[(\d+)\]\.(\w+)$/;

const FINDERS: Readonly<Record<string, (trace: Trace) => Origin>> = {
	id: findIdOrigin,
	type: findTypeOrigin,
	timestamp_ms: findTimeOrigin,
	action_source: findActionSourceOrigin,
	source_url: (trace) => winner(trace, 'source_url') ?? findUrlElsewhere(trace),
	custom_event_name: findTypeOrigin,
	oppref: findOpprefOrigin,
	opt_out: findOptOutOrigin,
	'data.type': findTypeOrigin,
	'data.amount': findAmountOrigin,
	'data.currency': findCurrencyOrigin,
	'data.plan_id': (trace) => winner(trace, 'data.plan_id') ?? NOWHERE,
};

/** For a field without a rule above, which a test forbids. */
const NOWHERE: Origin = { from: ASSUMED, rule: '' };

/** The winning place of a field of the mapping. */
function winner(trace: Trace, field: keyof Trace['watched']['mapping']['fields'], rule?: Rule): Origin | undefined {
	return winnerAmong(trace, trace.watched.mapping.fields[field], field, rule);
}

function winnerAmong(
	{ watched, reading }: Trace,
	places: readonly Place[],
	field: string,
	rule?: Rule,
): Origin | undefined {
	const place = watched.uses.winnerOf(reading.event, places);
	return place === undefined ? undefined : fromPath(watched.paths.pathOf(place), field, rule);
}

function findIdOrigin(trace: Trace): Origin {
	const { idPlaces } = trace.reading.target ?? {};
	const own = idPlaces === undefined ? undefined : winnerAmong(trace, idPlaces, 'id');
	return own ?? winnerAmong(trace, trace.watched.mapping.id, 'id') ?? NOWHERE;
}

function findTimeOrigin(trace: Trace): Origin {
	const { watched, reading } = trace;
	const place = watched.uses.winnerOf(reading.event, watched.mapping.fields.timestamp_ms);
	if (place === undefined) return { from: ASSUMED, rule: SOURCE_RULES.now.sentence };
	const seconds = Number(readPlace(reading.sources, place));
	const isInSeconds = Number.isFinite(seconds) && Math.trunc(seconds * 1000) === reading.timestampMs;
	return fromPath(watched.paths.pathOf(place), 'timestamp_ms', isInSeconds ? SOURCE_RULES.seconds : undefined);
}

function findTypeOrigin({ reading: { event, target }, watched: { mapping } }: Trace): Origin {
	const isTrack = event.type === 'track';
	const name = isTrack ? event.event : event.name;
	const key = typeof name === 'string' ? toEventKey(name) : '';
	const rows = mapping.settings.eventMapping.map(({ from }) => toEventKey(from));
	if (key !== '' && rows.includes(key)) return { from: isTrack ? 'event' : 'name', rule: SOURCE_RULES.row.sentence };
	if (!isTrack) {
		const rule = rows.includes(String(event.type)) ? SOURCE_RULES.row : SOURCE_RULES.call;
		return { from: 'type', rule: rule.sentence };
	}
	return target?.type === 'custom'
		? { from: 'event', rule: SOURCE_RULES.unmapped.sentence }
		: fromPath('event', 'type');
}

function findActionSourceOrigin(trace: Trace): Origin {
	const { reading, watched } = trace;
	if (reading.lacksUrl) return { from: ASSUMED, rule: SOURCE_RULES.noUrl.sentence };
	if (reading.target !== undefined && isAppEvent(reading.target.type))
		return { from: 'event', rule: SOURCE_RULES.appEvent.sentence };
	const own = winner(trace, 'action_source');
	if (own !== undefined) return own;
	const { defaultActionSource } = watched.mapping.settings;
	return trace.draft?.action_source === defaultActionSource
		? fromSetting('defaultActionSource')
		: { from: ASSUMED, rule: SOURCE_RULES.phone.sentence };
}

function findUrlElsewhere({ watched: { mapping } }: Trace): Origin {
	return mapping.fallbackUrl === undefined ? fromProfile() : fromSetting('sourceUrl.fallback');
}

function findOpprefOrigin(trace: Trace): Origin {
	const { opprefUrls } = trace.watched.mapping;
	const inUrl = () => winnerAmong(trace, opprefUrls, 'oppref', SOURCE_RULES.clickParameter);
	return winner(trace, 'oppref') ?? inUrl() ?? fromProfile();
}

function findOptOutOrigin(trace: Trace): Origin {
	const { event } = trace.reading;
	const { optOut, settings } = trace.watched.mapping;
	const { context } = event;
	const hasSignal = isRecord(context) && isRecord(context['privacy']) && isTrue(context['privacy']['gpc']);
	if (settings.optOut.gpc && hasSignal) return fromPath('context.privacy.gpc', 'opt_out', SOURCE_RULES.gpc);
	if (settings.optOut.adTracking && deniesAdTracking(event))
		return fromPath('context.device.adTrackingEnabled', 'opt_out', SOURCE_RULES.adTracking);
	return winnerAmong(trace, optOut, 'opt_out') ?? winner(trace, 'opt_out') ?? fromProfile();
}

const isPlace = (source: Place | 'products') => source !== 'products';

function findAmountOrigin(trace: Trace): Origin {
	const { watched, reading } = trace;
	const { amounts, checkoutAmounts } = watched.mapping;
	const sources = reading.target?.type === 'checkout_started' ? checkoutAmounts : amounts;
	const places = sources.filter(isPlace);
	const own = winnerAmong(trace, places, 'data.amount');
	if (own !== undefined) return own;
	const list = watched.uses.winnerOf(reading.event, watched.mapping.itemLists);
	const path = list === undefined ? 'properties' : watched.paths.pathOf(list);
	return fromPath(path, 'data.amount', SOURCE_RULES.sum);
}

function findCurrencyOrigin(trace: Trace): Origin {
	const own = winner(trace, 'data.currency');
	if (own !== undefined) return own;
	return trace.watched.mapping.settings.defaultCurrency === undefined
		? { from: ASSUMED, rule: SOURCE_RULES.usd.sentence }
		: fromSetting('defaultCurrency');
}

function findCustomField(path: string, trace: Trace): Origin {
	const [, places = []] = trace.watched.mapping.customData.find(([name]) => path === `data.${name}`) ?? [];
	return winnerAmong(trace, places, path) ?? NOWHERE;
}
