/** What else is wrong with an event: a test that counts, a page without an address, what was taken out of it. */

import { NO_CURRENCY } from '../map/data/amount.js';
import { readPlace } from '../map/paths/sources.js';
import { holdsAddress } from '../map/personal-data/cut.js';
import { isLoss, type Note, toNoteKind } from '../note.js';
import { isRecord } from '../primitives/json.js';
import { isAbsent } from '../primitives/text.js';
import { parseTimestampMs } from '../primitives/times.js';
import { valueAt } from './raw-values.js';
import { type Found, ifTrue, type Reason } from './reason.js';
import { findNote, isOrder, lacksClick, type ReasonCase } from './reason-case.js';
import { lacksList } from './shape-reasons.js';

/** Notes that have reasons of their own. */
const TOLD = /^(?:oppref|user\.(?:email|phone|country|ip_address|user_agent)|data\.(?:amount|currency))$/;
const TOLD_OF_ITEMS = /^data\.contents\[\]\.(?:amount|quantity)$/;
const LOCAL_URL = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i;
const TEST_NAMES = /^(?:is[-_ ]?)?test(?:[-_ ]?(?:order|mode|event|transaction|purchase))?$/i;

export const EVENT_REASONS: readonly Reason[] = [
	{
		code: 'test_counted',
		sentence: '`{path}` marks a test, and OpenAI counts it.',
		short: 'test is counted',
		cure: 'Set `testEvents: { "path": "{path}" }`.',
		find: findTestMark,
	},
	{
		code: 'test_counted',
		sentence: 'The page is on localhost, and OpenAI counts this test.',
		short: 'test is counted',
		cure: 'Try it with `openai-ads start --sandbox`, or set `testEvents`.',
		find: (one) => ifTrue(isCounted(one) && LOCAL_URL.test(one.trace.draft?.source_url ?? '')),
	},
	{
		code: 'time_unreadable',
		sentence: 'The `timestamp` is no ISO 8601 date or Unix time: another time of the event is sent.',
		short: 'time unreadable',
		cure: 'Send a time such as 2026-11-22T11:59:00Z.',
		find: ({ trace }) => ifTrue(isUnreadableTime(trace.reading.event.timestamp)),
	},
	{
		code: 'page_without_url',
		sentence: 'The page has no http address: the event is sent as `other`, not as `web`.',
		short: 'no page URL',
		cure: 'Send `context.page.url`, or set `sourceUrl.fallback`.',
		find: (one) => ifTrue(one.trace.draft?.action_source === 'other' && hasPage(one)),
	},
	{
		code: 'raw_contact',
		sentence: '{path}: looks like {what}, which OpenAI must never get raw. Taken out.',
		short: 'raw contact data',
		cure: 'Take it out of fieldMapping.',
		find: findRawContact,
	},
	{
		code: 'country_unusable',
		sentence: '{path}: {message}',
		short: 'country unusable',
		cure: 'Send "United Kingdom" or "GB".',
		find: (one) => toFound(findNote(one, 'user.country')),
	},
	{
		code: 'only_checked',
		sentence: 'OpenAI will check this event and store nothing: {why}.',
		short: 'only checked',
		find: findCheckOnly,
	},
	{
		code: 'opted_out',
		sentence: 'Opted out: received, not used for personalisation.',
		short: 'opted out',
		find: (one) => ifTrue(one.trace.draft?.opt_out === true),
	},
	{
		code: 'left_out',
		sentence: '{path}: {message}',
		short: 'something left out',
		find: (one) => {
			const custom = one.trace.watched.mapping.customData.map(([name]) => `data.${name}`);
			const isOther = ({ path, message }: Note) =>
				!TOLD.test(path) && !custom.includes(path) && !(TOLD_OF_ITEMS.test(path) && message.startsWith('expected'));
			const isSaid = ({ path, message }: Note) =>
				(isOrder(one) && message === NO_CURRENCY) || (path.startsWith('data.contents') && lacksList(one));
			const others = one.trace.notes.filter((note) => isLoss(note) && isOther(toNoteKind(note)) && !isSaid(note));
			return toFound(others[0]);
		},
	},
	{
		code: 'no_profile',
		sentence: 'Earlier events are not known here.',
		short: 'no earlier events',
		cure: 'Put them into the same file, before this one.',
		find: (one) => ifTrue(lacksClick(one) && one.trace.context.profile === undefined),
	},
];

const toFound = (note: { readonly path: string; readonly message: string } | undefined): Found | undefined =>
	note === undefined ? undefined : { path: note.path, message: note.message };

/** What goes to a sandbox on this machine counts for nobody. */
function isCounted(one: ReasonCase): boolean {
	const { endpoint } = one.trace.watched.mapping.settings;
	return one.trace.draft !== undefined && findCheckOnly(one) === undefined && !LOCAL_URL.test(endpoint);
}

const isTestName = (path: string) => TEST_NAMES.test(path.slice(path.lastIndexOf('.') + 1));

function findTestMark(one: ReasonCase): Found | undefined {
	const { notRead, trace } = one;
	const path = notRead.find(isTestName);
	const isMarked = path !== undefined && [true, 1, 'true', '1'].includes(valueAt(trace.reading.event, path) as never);
	return isMarked && isCounted(one) ? { path } : undefined;
}

function isUnreadableTime(timestamp: unknown): boolean {
	return !isAbsent(timestamp) && parseTimestampMs(timestamp) === undefined;
}

function hasPage({ trace: { reading } }: ReasonCase): boolean {
	const { context } = reading.event;
	return isRecord(context) && isRecord(context['page']);
}

function findRawContact({ trace: { notes, reading, watched } }: ReasonCase): Found | undefined {
	for (const [name, places] of watched.mapping.customData) {
		const path = `data.${name}`;
		if (!notes.some((note) => note.path === path && note.message.includes('was taken out'))) continue;
		const value = places.map((place) => readPlace(reading.sources, place)).find((one) => one !== undefined);
		const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
		return { path, what: holdsAddress(text) ? 'an e-mail address' : 'a phone number' };
	}
	return undefined;
}

function findCheckOnly({ trace: { reading, watched } }: ReasonCase): Found | undefined {
	const { settings, isExample, isTestEvent } = watched.mapping;
	if (settings.validateOnly) return { why: 'the setting validateOnly is on' };
	if (isExample(reading.sources)) return { why: 'it is an example' };
	return isTestEvent(reading.sources) ? { why: 'the setting testEvents marks it' } : undefined;
}
