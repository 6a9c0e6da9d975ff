/** Settings compiled for mapping: every path is a place, every table a map. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import type { EventType } from '../../contract/event-types.js';
import type { FieldName, ItemFieldName } from '../../settings/field-names.js';
import type { Settings } from '../../settings/settings.js';
import type { NearMiss, Note } from '../note.js';
import type { PathTable } from './paths.js';
import type { Place, Sources } from './sources.js';
import type { ValueReader } from './values.js';

/** Compiled settings. */
export interface Mapping {
	readonly settings: Settings;
	readonly paths: PathTable;
	readonly resolveEventType: ResolveEventType;
	readonly describeUnmapped: DescribeUnmapped;
	/** Where each output field is read; empty for fields that are switched off or have no path. */
	readonly fields: Readonly<Record<FieldName, readonly Place[]>>;
	/** How each field of `user` that has a normal form is read. */
	readonly readers: Readonly<Record<UserField, ValueReader>>;
	/** The same for orders, checkouts, leads and registrations, where `properties.email` is the buyer's. */
	readonly guestReaders: Readonly<Record<UserField, ValueReader>>;
	/** Lists of items; read for the order amount even when `data.contents` is switched off. */
	readonly itemLists: readonly Place[];
	/** Places in items; each item is read with `itemPaths`. */
	readonly items: Readonly<Record<ItemFieldName, ItemField>>;
	readonly itemPaths: PathTable;
	/** Places of a page's title in its `properties`; it becomes the name of the page's one item. */
	readonly pageName: readonly Place[];
	/** Fields of custom events that `fieldMapping` names. */
	readonly customData: readonly (readonly [name: string, places: readonly Place[]])[];
	readonly id: readonly Place[];
	/** The setting `sourceUrl.fallback`, cut like every other URL. */
	readonly fallbackUrl: string | undefined;
	/** Places of URLs that may have a parameter of `clickParams`; empty if `fieldMapping` names a path for it. */
	readonly opprefUrls: readonly Place[];
	/** Finds the click reference in a URL or query string, by the setting `clickParams`. */
	readonly findClick: (url: unknown) => string | undefined;
	/** Accepts a text as obref; one that holds an address only with `personalData: 'send'`. */
	readonly parseObref: (value: unknown) => string | undefined;
	/** Sources of the order amount; `products` is the sum of the items. */
	readonly amounts: readonly (Place | 'products')[];
	/** The same at checkout. */
	readonly checkoutAmounts: readonly (Place | 'products')[];
	readonly optOut: readonly Place[];
	readonly isTestEvent: (sources: Sources) => boolean;
	/** An invented event, as `openai-ads trigger` sends them: OpenAI checks it only, and it teaches nothing about anybody. */
	readonly isExample: (sources: Sources) => boolean;
	/** Fields that `fieldMapping` switches off with `[]`: they are not filled from a profile or a fallback either. */
	readonly switchedOff: ReadonlySet<string>;
}

/** A field of an item, and its places there. */
export interface ItemField {
	readonly name: ItemFieldName;
	readonly places: readonly Place[];
}

/** Fields of `user` whose values have a normal form. */
export type UserField = Exclude<Extract<FieldName, `user.${string}`>, 'user.external_id' | 'user.obref'>;

/** The event type that an event name becomes. */
export interface EventTarget {
	readonly type: EventType;
	readonly customEventName?: string;
	/** Places of the id that the row of `eventMapping` names. */
	readonly idPlaces?: readonly Place[];
	/** What was taken out of the custom event's name. */
	readonly note?: Note;
}

/** What is said about an event that is not mapped. */
export interface Unmapped {
	/** For its result. */
	readonly told: { readonly detail: string; readonly near?: NearMiss };
	/** The event's name as messages may show it. */
	readonly name?: string;
	/** A row of `eventMapping` says `skip`. */
	readonly isSwitchedOff?: true;
}

export type DescribeUnmapped = (event: AnalyticsEvent) => Unmapped;

/** Finds the target of a track, page or screen call; `undefined` for an event that is not mapped. */
export type ResolveEventType = (event: AnalyticsEvent) => EventTarget | undefined;
