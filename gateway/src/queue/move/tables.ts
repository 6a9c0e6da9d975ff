/**
 * The tables of an embedded queue, how their rows are read, and how they are written on PostgreSQL. In this order: whatever stops
 * or completes an event is there before the event is.
 */

import type { Write } from '../postgres/write.js';
import type { Carried, SourceRow } from './rows.js';
import { addIds, addLetters, addWaiting } from './write-events.js';
import { addAlerts, addCounts, mergeLimits, mergeStates, rememberSignatures } from './write-kept.js';
import { mergeLearned } from './write-profiles.js';

export interface MovedTable {
	readonly name: string;
	/** What its rows are, for people and in JSON. */
	readonly title: string;
	readonly field: string;
	/** Columns that give its rows an order in which new ones come last, and by which it is read in slices. */
	readonly order: readonly string[];
	/** All others that are carried. */
	readonly columns: readonly string[];
	/** What is read beside: an expression for each name. */
	readonly computed?: Readonly<Record<string, string>>;
	/**
	 * Once it was carried, another run reads the rows whose first is above what the second said then: its rows change, or new ones
	 * come between others.
	 */
	readonly since?: readonly [column: string, reached: string];
	readonly write: (write: Write, rows: readonly SourceRow[]) => Promise<Carried>;
}

const LETTER = ['pixel', 'at_ms', 'reason', 'detail', 'lane', 'attempts', 'size_bytes', 'json', 'about', 'tier'];
const EVENT = [
	'pixel',
	'lane',
	'due_ms',
	'attempts',
	'size_bytes',
	'digest',
	'json',
	'about',
	'arrived_ms',
	'deadline_ms',
];
const PERSON = ['user_mark', 'anonymous_mark'];

// biome-ignore format: a table.
export const TABLES: readonly MovedTable[] = [
	{ name: 'pixel_states', title: 'states of pixels', field: 'pixelStates', order: ['pixel'], columns: ['state'], write: mergeStates },
	{ name: 'cancellations', title: 'cancellations', field: 'cancellations', order: ['reference', 'tier'], columns: ['until_ms'], write: mergeLimits },
	{ name: 'profiles', title: 'profiles', field: 'profiles', order: ['key'], columns: ['profile', 'at_ms'],
		since: ['at_ms', 'max(at_ms)'], write: mergeLearned },
	{ name: 'signatures', title: 'signatures', field: 'signatures', order: ['n'], columns: ['signature', 'body', 'at_ms'], write: rememberSignatures },
	{ name: 'queue', title: 'waiting events', field: 'events', order: ['key'],
		columns: [...EVENT, 'tier', ...PERSON, 'class', 'sender', 'is_held', 'reference'], write: addWaiting },
	{ name: 'dead_letters', title: 'dead letters', field: 'deadLetters', order: ['key'],
		columns: [...LETTER, ...PERSON, 'is_refused', 'sender', 'type', 'deadline_ms'], write: addLetters },
	{ name: 'seen', title: 'known ids', field: 'knownIds', order: ['part', 'digest'], columns: ['tier'],
		computed: { at_ms: '(SELECT opened_ms FROM seen_parts p WHERE p.part = seen.part)' }, since: ['part', 'max(part) - 1'], write: addIds },
	{ name: 'counts', title: 'counts', field: 'counts', order: ['key'], columns: ['hour', 'pixel', 'what', 'n'],
		since: ['hour', 'max(hour)'], write: addCounts },
	{ name: 'alerts', title: 'alerts', field: 'alerts', order: ['id'], columns: ['alert', 'ended_ms'], write: addAlerts },
];
