/** What mapping an event needs of the settings: every path a place, every table a map. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import type { EventType } from '../../contract/event-types.js';
import type { FieldName, ItemFieldName } from '../../settings/field-names.js';
import type { Settings } from '../../settings/settings.js';
import type { PathTable, Place, Sources } from './paths.js';
import type { ValueReader } from './values.js';

/** Settings, compiled. */
export interface Mapping {
	readonly settings: Settings;
	readonly paths: PathTable;
	readonly resolveEventType: ResolveEventType;
	/** Where each output field is read; empty for fields that are switched off or have no path of their own. */
	readonly fields: Readonly<Record<FieldName, readonly Place[]>>;
	/** How each field of `user` that has a normal form is read. */
	readonly readers: Readonly<Record<UserField, ValueReader>>;
	/** The same for orders, checkouts, leads and registrations, where `properties.email` is the buyer's. */
	readonly guestReaders: Readonly<Record<UserField, ValueReader>>;
	/** Lists of items; read for the order amount even when `data.contents` is switched off. */
	readonly itemLists: readonly Place[];
	/** Places in items; each item is read with a table of its own. */
	readonly items: Readonly<Record<ItemFieldName, readonly Place[]>>;
	readonly itemPaths: PathTable;
	/** Where the name of a page's one item is, in its `properties`. */
	readonly pageName: readonly Place[];
	/** Fields of custom events that `fieldMapping` names. */
	readonly customData: readonly (readonly [name: string, places: readonly Place[]])[];
	readonly id: readonly Place[];
	/** The setting `sourceUrl.fallback`, cut like every other URL. */
	readonly fallbackUrl: string | undefined;
	/** Where the URL parameter is looked for; empty when `fieldMapping` says where oppref is. */
	readonly opprefUrls: readonly Place[];
	/** Sources of the order amount; `products` is the sum of the items. */
	readonly amounts: readonly (Place | 'products')[];
	readonly optOut: readonly Place[];
	readonly isTestEvent: (sources: Sources) => boolean;
	/** Fields that `fieldMapping` switched off with `[]`: not filled from a profile or a fallback either. */
	readonly switchedOff: ReadonlySet<string>;
}

/** Fields of `user` whose values have a normal form. */
export type UserField = Exclude<Extract<FieldName, `user.${string}`>, 'user.external_id' | 'user.obref'>;

/** What an event name becomes. */
export interface EventTarget {
	readonly type: EventType;
	readonly customEventName?: string;
	/** Paths of the id that a row of `eventMapping` named. */
	readonly idPlaces?: readonly Place[];
}

/** Finds the target of a track, page or screen call; `undefined` when nothing maps it. */
export type ResolveEventType = (event: AnalyticsEvent) => EventTarget | undefined;
