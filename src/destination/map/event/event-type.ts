/** Maps event names to OpenAI's event types: "Order Completed" to `order_created`. */

import { findNameProblem } from '../../contract/custom-event-name.js';
import { APP_EVENT_TYPES, type EventType } from '../../contract/event-types.js';
import { toEventKey } from '../../settings/conflicts.js';
import type { Settings } from '../../settings/settings.js';
import type { EventTarget, ResolveEventType } from '../paths/mapping.js';
import type { PathTable } from '../paths/paths.js';
import { cutPersonalData, TAKEN_OUT } from '../personal-data/cut.js';
import { defaultTypes, isReversal, toStandardType } from './default-events.js';
import { slugify } from './slug.js';

/** Names are resolved once and remembered. More or longer ones than this are probably not names. */
const MAX_REMEMBERED_NAMES = 1000;
const MAX_NAME_LENGTH = 200;

const PAGE: EventTarget = { type: 'page_viewed' };

/** Compiles `eventMapping`, `unmappedEvents` and the default table. Order: row, OpenAI's own name, default table, slug. */
export function compileEventTypes(settings: Settings, paths: PathTable): ResolveEventType {
	const rows = new Map(settings.eventMapping.map((row) => [toEventKey(row.from), toTarget(row, paths)]));
	const targets = new Map<string, EventTarget | 'skip'>([...defaultTypes()].map(([key, type]) => [key, { type }]));
	for (const [key, target] of rows) targets.set(key, target);

	function resolve(call: unknown, name: unknown): EventTarget | undefined {
		const key = typeof name === 'string' ? toEventKey(name) : '';
		const target = call === 'track' ? targets.get(key) : (rows.get(key) ?? rows.get(String(call)));
		if (target !== undefined) return target === 'skip' ? undefined : target;
		if (call === 'page') return PAGE;
		if (call !== 'track' || typeof name !== 'string') return undefined;
		const type = toStandardType(name);
		return type === undefined ? toCustomTarget(name, key, settings) : { type };
	}

	const remembered = { track: new Targets(), page: new Targets(), screen: new Targets() };
	return (event) => {
		const call = event.type as keyof typeof remembered; // readEvent lets only these three calls through.
		const name = call === 'track' ? event.event : event.name;
		if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH) return resolve(call, name);
		const known = remembered[call].get(name);
		return known === undefined ? remembered[call].add(name, resolve(call, name)) : (known ?? undefined);
	};
}

/** Remembers the targets of names, null for those without one. Bounded: with too many different names it starts over. */
class Targets {
	readonly #targets = new Map<string, EventTarget | null>();

	get(name: string): EventTarget | null | undefined {
		return this.#targets.get(name);
	}

	add(name: string, target: EventTarget | undefined): EventTarget | undefined {
		if (this.#targets.size >= MAX_REMEMBERED_NAMES) this.#targets.clear();
		this.#targets.set(name, target ?? null);
		return target;
	}
}

function toTarget(row: Settings['eventMapping'][number], paths: PathTable): EventTarget | 'skip' {
	if (row.to === 'skip') return 'skip';
	const idFrom = row.idFrom ?? row.deduplicationKey;
	return {
		type: row.to,
		...(row.customEventName === undefined ? {} : { customEventName: row.customEventName.toLowerCase() }),
		...(idFrom === undefined ? {} : { idPlaces: [idFrom].flat().map(paths.add) }),
	};
}

function toCustomTarget(name: string, key: string, settings: Settings): EventTarget | undefined {
	if (settings.unmappedEvents !== 'custom' || isReversal(key)) return undefined;
	const safe = settings.personalData === 'send' ? name : cutPersonalData(name);
	const customEventName = slugify(safe);
	if (findNameProblem(customEventName) !== undefined || isReversal(toEventKey(customEventName))) return undefined;
	const note = { path: 'custom_event_name', message: TAKEN_OUT };
	return { type: 'custom', customEventName, ...(safe === name ? {} : { note }) };
}

/** True for the lifecycle events of native apps. */
export function isAppEvent(type: EventType): boolean {
	return APP_EVENT_TYPES.has(type);
}
