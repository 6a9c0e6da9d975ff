/** What else is wrong with an event: its id, its shape, what was taken out of it. */

import { readPlace } from '../map/paths/paths.js';
import { holdsAddress } from '../map/personal-data/cut.js';
import { isLoss, toNoteKind } from '../note.js';
import { isRecord } from '../primitives/json.js';
import { isAbsent, toText } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { listNodes } from './raw-values.js';
import { type Found, ifTrue, type Reason } from './reason.js';
import { findNote, isOrder, lacksClick, type ReasonCase } from './reason-case.js';

const ORDER_ID_NAMES = /^(?:order|transaction|checkout|purchase)[-_ ]?(?:id|no|nr|number|key|ref)$/i;
const IN_LISTS = ['products', 'items', 'contents'];
/** Notes that have reasons of their own. */
const TOLD = /^(?:user\.(?:email|phone|country|ip_address|user_agent)|data\.(?:amount|currency))$/;

export const EVENT_REASONS: readonly Reason[] = [
	{
		code: 'event_id_unused',
		sentence: 'properties.event_id is set, and idFrom does not name it: with the pixel, this {what} counts twice.',
		short: 'event_id not used',
		cure: 'Set idFrom: ["properties.event_id", "messageId"].',
		find: findUnusedId,
	},
	{
		code: 'id_elsewhere',
		sentence: 'id: `{first}` is empty, and `{path}` is not read: with the pixel, this order counts twice.',
		short: 'order id not read',
		cure: 'Name `{path}` in idFrom, before the others.',
		find: findIdElsewhere,
	},
	{
		code: 'not_an_object',
		sentence: '`{path}` is {kind}, not an object: nothing in it is read.',
		short: 'no object',
		cure: 'Send it as an object, not as JSON within a text.',
		find: findTextForObject,
	},
	{
		code: 'not_a_list',
		sentence: '`{path}` is a text, not a list: no product is read.',
		short: 'no product list',
		cure: 'Send it as a list, not as JSON within a text.',
		find: ({ trace: { reading } }) => {
			const { properties } = reading.event;
			const key = isRecord(properties) ? IN_LISTS.find((name) => typeof properties[name] === 'string') : undefined;
			return key === undefined ? undefined : { path: `properties.${key}` };
		},
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
			const isOther = (path: string) => !TOLD.test(path) && !custom.includes(path);
			return toFound(one.trace.notes.find((note) => isLoss(note) && isOther(toNoteKind(note).path)));
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

function findUnusedId(one: ReasonCase): Found | undefined {
	const { reading, draft, watched } = one.trace;
	const { properties } = reading.event;
	const id = isRecord(properties) ? toText(properties['event_id']) : undefined;
	const isNamed = watched.mapping.settings.idFrom.includes('properties.event_id');
	if (id === undefined || draft === undefined || draft.id === id || isNamed) return undefined;
	return { what: isOrder(one) ? 'order' : 'event' };
}

function findIdElsewhere(one: ReasonCase): Found | undefined {
	const { reading, watched } = one.trace;
	const { id, settings } = watched.mapping;
	const [first = ''] = settings.idFrom;
	if (!isOrder(one) || first === 'messageId' || id[0] === undefined || !isAbsent(readPlace(reading.sources, id[0])))
		return undefined;
	const unread = findUnread(one, ORDER_ID_NAMES);
	return unread === undefined ? undefined : { first, ...unread };
}

function findTextForObject(one: ReasonCase): Found | undefined {
	const found = listNodes(one).find(([, node]) => typeof node === 'string' || Array.isArray(node));
	return found === undefined ? undefined : { path: found[0], kind: Array.isArray(found[1]) ? 'an array' : 'a text' };
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
